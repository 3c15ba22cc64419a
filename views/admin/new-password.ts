import { html, type SafeHtml } from '../html.ts'
import type { AccountEntry } from '#src/staff/store.ts'
import { copyButton } from '../parts/buttons.ts'
import { warningText } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { link, type Reader } from '../reader.ts'
import { room } from './room.ts'

export type NewPassword = {
  isNewUser: boolean
  user: Pick<AccountEntry, 'name' | 'username' | 'role'>
  password: string
}

/** The one page that shows a password made for somebody: the answer to the form, gone with it. */
export function newPasswordPage(
  reader: Reader,
  { isNewUser, user, password }: NewPassword,
): SafeHtml {
  const { admin, domain } = reader.words
  const words = admin.newPassword
  const title = isNewUser ? words.added : words.renewed
  return room(
    reader,
    { title, trail: [{ text: admin.users.title, path: '/staff/admin/users' }] },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      ${summaryList([
        { key: admin.users.name, value: user.name },
        { key: admin.users.role, value: domain.role[user.role] },
        { key: admin.users.username, value: html`<code class="code">${user.username}</code>` },
        { key: words.password, value: html`<code class="code">${password}</code>` },
      ])}
      ${copyButton(reader, { text: password, label: words.copy })}
      ${warningText(reader, words.once)}
      <p class="govuk-body">${words.how}</p>
      <p class="govuk-body">${words.afterwards}</p>
      <p class="govuk-body">${words.lost}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/admin/users')}">${words.back}</a>
      </p>
    `,
  )
}
