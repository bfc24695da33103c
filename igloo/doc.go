// Package igloo knows what a location, a lock, an auth code, a secret and the limits of
// an offline code are, and what the steps ask of the portal that keeps them.
//
// The rules of this room:
//   - It imports nothing else of this program, and no terminal.
//   - Text from outside is cleaned (Clean, Line) where it is decoded, so that every
//     string in a Location, a Lock or an Error is safe to print.
//   - A secret is a Secret from the first line on.
//   - Errors are facts with a Kind and an Op; the sentences for people live in ui/words.
package igloo
