// Package onboarding is the knowledge-base page as a state machine: three steps
// that lead in, seven that repeat for each lock, and two that lead out.
//
// The rules of this room:
//   - State is a value. Apply takes an Event and returns the next State and an
//     Outcome that says what has to happen now; it does nothing itself.
//   - No terminal, no file, no network, no clock, no secret: a password or an auth
//     code stays in igloo/session, and the machine knows only that there is one.
//   - An event that does not fit where the state stands changes nothing.
//   - Facts (what the portal has saved) are applied wherever the state stands.
package onboarding
