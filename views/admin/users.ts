import { html, type SafeHtml } from '../html.ts'
import type { Division } from '#src/organisation/store.ts'
import type { Role } from '#src/requests/info-request.ts'
import type { AccountEntry, OpenWork } from '#src/staff/store.ts'
import type { Fault } from '#src/web/forms.ts'
import { button, linkButton } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { momentTag } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { doneBanner, nameOf, room, stateTag } from './room.ts'

export type UsersPage = {
  users: readonly AccountEntry[]
  done: keyof Reader['words']['admin']['users']['done'] | undefined
}

/** Everybody who has, or had, an account. */
export function usersPage(reader: Reader, { users, done }: UsersPage): SafeHtml {
  const { admin, domain } = reader.words
  const words = admin.users
  return room(
    reader,
    { title: words.title, wide: true },
    html`
      ${doneBanner(reader, done && words.done[done])}
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${linkButton(words.add, link(reader, '/staff/admin/users/new'))}
      ${table({
        caption: words.title,
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        columns: [
          { label: words.name },
          { label: words.username },
          { label: words.role },
          { label: words.division },
          { label: admin.state },
          { label: words.lastSignedIn },
        ],
        rows: users.map((user) => [
          html`<a class="govuk-link" href="${link(reader, `/staff/admin/users/${user.id}`)}"
            >${user.name}</a
          >`,
          user.username,
          domain.role[user.role],
          divisionOf(reader, user) ?? '–',
          stateTag(reader, user),
          lastSignedIn(reader, user),
        ]),
      })}
    `,
  )
}

export type UserPage = {
  /** Absent for a new one. */
  user?: AccountEntry | undefined
  /** The administrator's own account. */
  isSelf: boolean
  /** What would stay behind; absent for a new one. */
  work?: OpenWork | undefined
  roles: readonly Role[]
  /** Those one can be in. */
  divisions: readonly Division[]
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** One account: who it is and what they may do, a new password, and closing it. */
export function userPage(reader: Reader, props: UserPage): SafeHtml {
  const { admin, forms } = reader.words
  const words = admin.users
  const { user, work } = props
  const errors = fieldErrors(reader, props.faults, admin.faults.users)
  const title = user ? user.name : words.add
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/users' }],
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      ${user && facts(reader, user)} ${user?.isActive && work && openWork(reader, user, work)}
      <form
        method="post"
        action="${link(reader, `/staff/admin/users/${user?.id ?? 'new'}`)}"
        novalidate
      >
        ${csrfField(reader)} ${fields(reader, props, errors)}
        ${user?.isActive && html`<p class="govuk-body">${words.signsOut}</p>`}
        ${button(user ? forms.save : words.addButton, { preventDoubleClick: true })}
      </form>
      ${user?.isActive && html`${passwordPart(reader, props, user)} ${closing(reader, props, errors)}`}
      ${user && !user.isActive && reopening(reader, user)}
    `,
  )
}

function facts(reader: Reader, user: AccountEntry): SafeHtml {
  const { admin } = reader.words
  return summaryList([
    { key: admin.users.username, value: user.username },
    { key: admin.state, value: stateTag(reader, user) },
    { key: admin.users.lastSignedIn, value: lastSignedIn(reader, user) },
    { key: admin.users.addedAt, value: momentTag(reader.language, user.createdAt) },
  ])
}

/** What would wait in vain without this person. */
function openWork(reader: Reader, { role }: AccountEntry, work: OpenWork): SafeHtml | undefined {
  const words = reader.words.admin.users.work
  const sentences = [
    work.held > 0 && words.held(work.held),
    work.others === 0 && role !== 'auditor' && words.onlyOne(work.waiting),
  ].filter((sentence) => sentence !== false)
  if (sentences.length === 0) return undefined
  return insetText(html`
    <h2 class="govuk-heading-s">${words.title}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  `)
}

function fields(
  reader: Reader,
  { user, roles, divisions, typed }: UserPage,
  errors: readonly FieldError[],
): SafeHtml {
  const { admin, domain } = reader.words
  const words = admin.users
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return html`
    ${textInput(reader, {
      ...common('name'),
      label: words.name,
      hint: words.nameHint,
      autocomplete: 'off',
      spellcheck: false,
    })}
    ${
      !user &&
      textInput(reader, {
        ...common('username'),
        label: words.username,
        hint: html`${words.usernameHint}<br />${words.usernameNote}`,
        autocomplete: 'off',
        spellcheck: false,
        width: 20,
      })
    }
    ${radios(reader, {
      ...common('role'),
      label: words.role,
      items: roles.map((role) => ({
        value: role,
        label: domain.role[role],
        hint: words.roleHints[role],
      })),
    })}
    ${select(reader, {
      ...common('division'),
      label: words.division,
      hint: words.divisionHint,
      placeholder: words.noDivision,
      items: divisions.map((division) => ({
        value: String(division.id),
        label: division.isActive
          ? nameOf(reader, division)
          : admin.topics.divisionIsClosed(nameOf(reader, division)),
      })),
    })}
    ${textInput(reader, {
      ...common('post'),
      label: words.post,
      hint: words.postHint,
      optional: true,
      autocomplete: 'off',
    })}
    ${textInput(reader, {
      ...common('email'),
      label: words.email,
      hint: words.emailHint,
      optional: true,
      type: 'email',
      autocomplete: 'off',
      spellcheck: false,
    })}
  `
}

function passwordPart(reader: Reader, { isSelf }: UserPage, { id }: AccountEntry): SafeHtml {
  const words = reader.words.admin.users.password
  const title = html`<h2 class="govuk-heading-m">${words.title}</h2>`
  if (isSelf)
    return html`${title}
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/password')}">${words.own}</a>
      </p>`
  return html`
    ${title}
    <p class="govuk-body">${words.text}</p>
    <form method="post" action="${link(reader, `/staff/admin/users/${id}/password`)}" novalidate>
      ${csrfField(reader)} ${button(words.button, { kind: 'secondary', preventDoubleClick: true })}
    </form>
  `
}

function closing(
  reader: Reader,
  { user, isSelf }: UserPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.admin.users.close
  const error = errorOf(errors, 'closure')
  return html`
    <div class="govuk-form-group ${error ? 'govuk-form-group--error' : ''}" id="closure">
      <h2 class="govuk-heading-m">${words.title}</h2>
      ${
        error &&
        html`<p class="govuk-error-message">
          <span class="govuk-visually-hidden">${reader.words.forms.errorPrefix}</span>${error}
        </p>`
      }
      ${
        isSelf
          ? html`<p class="govuk-body">${words.yourself}</p>`
          : html`<p class="govuk-body">${words.effect}</p>
              <form
                method="post"
                action="${link(reader, `/staff/admin/users/${user?.id}/closure`)}"
                novalidate
              >
                ${csrfField(reader)} ${button(words.button, { kind: 'warning' })}
              </form>`
      }
    </div>
  `
}

function reopening(reader: Reader, { id }: AccountEntry): SafeHtml {
  const { reopenTitle, users } = reader.words.admin
  return html`
    <h2 class="govuk-heading-m">${reopenTitle}</h2>
    <p class="govuk-body">${users.reopen.text}</p>
    <form method="post" action="${link(reader, `/staff/admin/users/${id}/reopening`)}" novalidate>
      ${csrfField(reader)} ${button(users.reopen.button, { kind: 'secondary' })}
    </form>
  `
}

function divisionOf({ language }: Reader, user: AccountEntry): string | null {
  return language === 'th' ? user.divisionTh : user.divisionEn
}

function lastSignedIn(reader: Reader, { lastSignedInAt }: AccountEntry): SafeHtml {
  return lastSignedInAt === null
    ? html`<span class="quiet">${reader.words.admin.users.neverSignedIn}</span>`
    : momentTag(reader.language, lastSignedInAt)
}
