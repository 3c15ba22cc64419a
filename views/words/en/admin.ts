import type { Words } from '../words.ts'

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')}\u00a0${number === 1 ? one : many}`

export const admin: Words['admin'] = {
  title: 'Administration',
  state: 'State',
  open: 'In use',
  closed: 'Closed',
  nameTh: 'Name in Thai',
  nameEn: 'Name in English',
  edit: 'Edit',
  reopenTitle: 'Use again',

  overview: {
    rooms: 'What can be set here',
    divisions: 'The divisions and offices that requests go to',
    topics: 'What people can ask about, and who holds it',
    users: 'Who can sign in, their roles and passwords',
    jobs: 'What the service does by itself, when it last did it and what came of it',
    see: 'See',
    inUse: (number) => `${number.toLocaleString('en')} in use`,
    gaps: 'People who are still missing',
    gapsIntro: 'Requests will wait at these steps until somebody has the role.',
    lacks: {
      secretary: 'A secretary of the department, to assign requests that no topic routes',
      executive: 'An executive, to clear answers that withhold something',
      officer: (division) => `An officer of ${division}, to accept requests and propose answers`,
      head: (division) => `A head of ${division}, to approve answers`,
    },
    noGaps: 'There is somebody for every step a request takes.',
    ownPassword: 'Change your password',
  },

  divisions: {
    title: 'Divisions',
    add: 'Add a division',
    done: {
      added: 'The division was added',
      saved: 'The names of the division were saved',
      closed: 'The division was closed',
      reopened: 'The division is in use again',
    },
    name: 'Division',
    openRequests: 'Open requests',
    topics: 'Topics',
    staff: 'Users',
    nameHint: 'The full name as official letters have it, such as',
    nameExample: 'สำนักงานเลขานุการกรม',
    renameHint:
      'The new name will also stand in earlier requests and reports. After a reorganisation, close the old division and add a new one instead.',
    close: {
      title: 'Close the division',
      effect:
        'A closed division gets no new requests and none can be assigned to it. Its name stays in requests and reports. It can be used again at any time.',
      openRequests: (number) =>
        `It holds ${count(number, 'open request')}. It can be closed all the same: its officers finish them, or the secretary assigns them to another division.`,
      topics: (number) =>
        `It holds ${count(number, 'topic')}. Once it is closed, new requests on them go to the secretary until the topic gets another division.`,
      staff: (number) =>
        `It has ${count(number, 'user')}, who can still sign in. Move them or close their accounts when no work is left.`,
      nothing: 'It has no open requests, no topics and no users.',
      button: 'Close this division',
    },
    reopen: {
      text: 'This division is closed. When it is used again, requests on its topics come to it as before.',
      button: 'Use this division again',
    },
  },

  topics: {
    title: 'Topics',
    add: 'Add a topic',
    done: {
      added: 'The topic was added',
      saved: 'The topic was saved',
      closed: 'The topic was closed',
      reopened: 'The topic is in use again',
    },
    intro: 'In the order in which people see them in the form',
    none: 'There are no topics yet. The form does not ask for one, and every request goes to the secretary.',
    place: 'Place',
    name: 'Topic',
    holder: 'Requests go to',
    secretary: 'The secretary decides',
    closedDivision: (division) => `The secretary decides (${division} is closed)`,
    nameHint: 'In words that everybody understands, such as',
    nameExample: 'เศรษฐกิจและการค้า',
    division: 'Division that holds it',
    divisionHint: 'Requests on this topic go there at once',
    divisionIsClosed: (division) => `${division} (closed)`,
    position: 'Place in the form',
    first: 'At the top',
    after: (topic) => `After ${topic}`,
    change: 'This affects new requests. Those already received stay with their division.',
    close: {
      title: 'Close the topic',
      effect:
        'People can no longer choose it. Earlier requests still show it. It can be used again at any time.',
      button: 'Close this topic',
    },
    reopen: {
      text: 'This topic is closed, so people do not see it in the form.',
      button: 'Use this topic again',
    },
  },

  users: {
    title: 'Users',
    add: 'Add a user',
    done: {
      saved: 'The user was saved',
      closed: 'The account was closed and its user signed out',
      reopened: 'The account is in use again',
    },
    name: 'Full name',
    username: 'Username',
    role: 'Role',
    division: 'Division',
    lastSignedIn: 'Last signed in',
    neverSignedIn: 'Never',
    addedAt: 'Added',
    nameHint: 'As it will stand in the history of requests',
    usernameHint:
      'For signing in, and cannot be changed later: 2 to 40 letters a–z, digits, dots or dashes, such as somchai.j',
    usernameNote: 'Capital and small letters count as the same',
    roleHints: {
      officer: 'Accepts requests of the division, finds the information and proposes answers',
      head: 'Approves the division’s answers or sends them back',
      secretary: 'Sees every request, assigns divisions, enters requests for people and reports',
      executive: 'Clears answers that withhold something',
      administrator: 'Looks after users, divisions and topics; sees no requests',
      auditor: 'Reads everything and changes nothing',
    },
    divisionHint: 'Needed for officers and heads of division',
    noDivision: 'No division',
    post: 'Post as letters name it',
    postHint: 'In Thai, as it stands below a signature and where somebody acts for this person',
    email: 'E-mail',
    emailHint: 'The daily digest goes there',
    signsOut:
      'If the role or the division changes, the user is signed out and has to sign in again.',
    addButton: 'Add the user and make a password',
    work: {
      title: 'Work that is with this user',
      held: (number) =>
        `Responsible for ${count(number, 'open request')}. Before you close the account or change its role or division, the head of the division should hand ${number === 1 ? 'it' : 'them'} over.`,
      onlyOne: (number) =>
        number === 0
          ? 'Nobody else has this role and could act instead.'
          : `Nobody else has this role and could act instead, and ${count(number, 'request is', 'requests are')} waiting.`,
    },
    password: {
      title: 'Password',
      text: 'If the user has lost their password, make a new one. The old one stops working and the user is signed out at once.',
      button: 'Make a new password',
      own: 'Change your password',
    },
    close: {
      title: 'Close the account',
      effect:
        'The user is signed out at once and cannot sign in again. The name stays in the history of requests. The account can be used again at any time.',
      yourself: 'You cannot close your own account. Ask another administrator.',
      button: 'Close this account',
    },
    reopen: {
      text: 'This account is closed. When it is used again, the old password works as before.',
      button: 'Use this account again',
    },
  },

  newPassword: {
    added: 'The user was added',
    renewed: 'A new password was made',
    password: 'Password',
    copy: 'Copy the password',
    once: 'This password is shown this once and kept nowhere. Write it down or copy it before you leave the page.',
    how: 'Give it to the user in person or by telephone, not by e-mail. The hyphens are part of it.',
    afterwards:
      'After signing in, the user has to choose a password of their own before anything else.',
    lost: 'If the password gets lost, open the user’s page and make a new one.',
    back: 'Back to the users',
  },

  ownPassword: {
    title: 'Change your password',
    done: 'Your password was changed',
    doneMore: 'You are still signed in here. Everywhere else you have been signed out.',
    present: 'Present password',
    next: 'New password',
    nextHint: (least) =>
      `At least ${least} characters of any kind, also Thai letters and spaces. Several words in a row are easy to remember and hard to guess.`,
    button: 'Change the password',
    effect: 'Everywhere else you are signed in, you will be signed out.',
    mustChange:
      'The administrator made the password you are using. Choose one of your own before you go on.',
    toWork: 'Go to your work',
    email: {
      title: 'Your e-mail',
      label: 'E-mail',
      hint: 'The daily digest goes there. Leave it empty if you want none.',
      button: 'Save the e-mail',
      done: 'Your e-mail was saved',
    },
  },

  faults: {
    divisions: {
      nameTh: {
        missing: 'Enter the name of the division in Thai',
        taken: 'There is a division of this name already; use another',
      },
      nameEn: {
        missing: 'Enter the name of the division in English',
        taken: 'There is a division of this English name already; use another',
      },
    },
    topics: {
      nameTh: {
        missing: 'Enter the name of the topic in Thai',
        taken: 'There is a topic of this name already; use another',
      },
      nameEn: {
        missing: 'Enter the name of the topic in English',
        taken: 'There is a topic of this English name already; use another',
      },
      division: {
        'unknown-choice':
          'Choose a division from the list; the one you chose may just have been closed',
      },
    },
    users: {
      name: { missing: 'Enter the full name' },
      username: {
        missing: 'Enter a username',
        taken: 'There is a user of this name already; choose another username',
        'not-a-username':
          'Use 2 to 40 letters a–z, digits, dots or dashes, beginning with a letter or a digit',
      },
      role: {
        'unknown-choice': 'Choose a role',
        'last-administrator':
          'This is the last administrator. Add another before you change the role.',
      },
      division: {
        'needed-for-role': 'Choose the division of the officer or head',
        'unknown-choice':
          'Choose a division from the list; the one you chose may just have been closed',
      },
      closure: {
        yourself: 'You cannot close your own account',
        'last-administrator': 'This is the last administrator. Add another before you close it.',
      },
    },
    ownPassword: {
      password: {
        missing: 'Enter your present password',
        wrong: 'The present password is not correct',
      },
      newPassword: {
        missing: 'Enter a new password',
        'too-short': 'Use at least 12 characters',
        'too-long': 'Use no more than 128 characters',
        'too-common': 'Many people use this password, so it is easy to guess; choose another',
        'a-name':
          'The password must not be your name, your username or a name of the department or the service; choose another',
        'not-new': 'The new password must differ from the present one',
      },
    },
  },
}
