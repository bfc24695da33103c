// Package byhand takes the portal's place when the user clicks on its page.
//
// The rules of this room:
//   - It asks for what the user sees and nothing else: never for a password.
//   - What the user answers becomes the event that the portal's own answer would be,
//     marked ByUser. A "no" becomes onboarding.NotSeenError, which has a way on.
//   - It knows no page and no network: the user has both.
package byhand
