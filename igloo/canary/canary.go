// Package canary supports tests that plant secrets and look afterwards for what
// became of them.
package canary

import "inlet.tech/igloo-setup/igloo"

// Found returns the secrets that text repeats in any form.
func Found(text string, secrets ...string) []string {
	var found []string
	for _, secret := range secrets {
		if igloo.NewSecret(secret).RepeatedIn(text) {
			found = append(found, secret)
		}
	}
	return found
}
