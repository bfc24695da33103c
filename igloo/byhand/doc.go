// Package byhand takes the portal's place when the user clicks on its page.
//
// The rules of this room:
//   - It asks the user for every step, and nothing else: never for a password.
//   - It knows no page and no network: the user has both.
package byhand
