// Package contract is the client of a portal that serves igloo/openapi.yaml over HTTPS.
//
// The rules of this room:
//   - It knows only igloo.
//   - No byte of an answer is believed: its text is cleaned, and its size, its ids and its
//     number are bounded before anything of it goes further.
//   - A password and a token go to the portal's origin alone, and into no error.
//   - A read is repeated within one budget; a write leaves once.
package contract
