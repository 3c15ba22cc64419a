import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Sign in for staff',
  forWhom: 'This page is for staff of the department.',
  toPublic: 'If you asked for information, follow your request here. You do not need to sign in.',
  comeBack: 'Sign in to go to the page you opened.',
  username: 'Username',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  forgotten:
    'If you forgot your password or have no account yet, ask the department’s administrator.',
  faults: {
    username: {
      missing: 'Enter your username',
      'wrong-pair': 'The username or the password is not correct',
    },
    password: { missing: 'Enter your password' },
  },
}
