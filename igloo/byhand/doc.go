// Package byhand takes the portal's place where a person clicks on its page.
//
// The rules of this room:
//   - It asks for what the person sees and nothing else: never for a password.
//   - What the person tells becomes the event that the portal's own answer would be,
//     marked as told. A "no" becomes onboarding.NotSeenError, which has a way on.
//   - It knows no page and no network: the person has both.
package byhand
