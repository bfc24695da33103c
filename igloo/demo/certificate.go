package demo

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"
)

// badCertificates shows a certificate that nobody vouches for, of another host, made
// when the first connection comes.
func badCertificates() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			if err != nil {
				return nil, err
			}
			now := time.Now()
			about := &x509.Certificate{
				SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "elsewhere.example"}, DNSNames: []string{"elsewhere.example"},
				NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
			}
			text, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
			return &tls.Certificate{Certificate: [][]byte{text}, PrivateKey: key}, err
		},
	}
}
