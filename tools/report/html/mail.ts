import { type Mailed, mailOf, onPhone, senderOf } from "../mail";
import { type Markup, markup } from "./markup";

/** An alert as it arrives, and nothing that is nicer. */
export function mailBody(mailed: Mailed): Markup {
    const mail = mailOf(mailed);
    const phone = onPhone(mail);
    return markup`<p class="head"><span>From</span> ${senderOf(mail)}</p>
<p class="head"><span>Subject</span> ${mail.subject}</p>
<pre tabindex="0">${mail.text}</pre>
<p class="phone"><span>On a phone</span> <b>${phone.subject}</b> ${phone.line}</p>
`;
}
