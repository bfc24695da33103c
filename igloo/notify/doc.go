// Package notify writes the message to Inlet and has the ways for it to leave.
//
// The rules of this room:
//   - The message says what the portal showed, or says that it is as the customer
//     told who operated the portal by hand; never what was only typed. It names what
//     is not ready before anything else.
//   - There is no secret in a State, and none in the message; the link goes
//     without its query, where one might be.
//   - A way is a Composer that can send. It claims no more than it knows: where a
//     mail server's answer was lost, the message may have arrived.
//   - The password for a mail server is in no error and in no answer.
package notify
