package io.gatepass.testkit;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority made for one run, which signs the certificate of fakes that speak HTTPS on {@code localhost}.
 * Its key is in memory alone, so that trusting it in a test trusts nobody else. Immutable.
 */
public final class FakeAuthority {
    private final HeldCertificate root;
    private final SSLSocketFactory serverSockets;
    private final HandshakeCertificates client;

    private FakeAuthority() {
        root = new HeldCertificate.Builder()
                .commonName("Gatepass fake authority")
                .certificateAuthority(0)
                .build();
        HeldCertificate leaf = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(root)
                .build();
        serverSockets = new HandshakeCertificates.Builder()
                .heldCertificate(leaf)
                .build()
                .sslSocketFactory();
        client = new HandshakeCertificates.Builder()
                .addTrustedCertificate(root.certificate())
                .build();
    }

    /** A new authority with a key of its own. */
    public static FakeAuthority create() {
        return new FakeAuthority();
    }

    /** The authority's certificate, to be trusted. */
    public X509Certificate certificate() {
        return root.certificate();
    }

    /** The authority's certificate as PEM text, as {@code curl --cacert} takes it from a file. */
    public String certificatePem() {
        return root.certificatePem();
    }

    /** A context that trusts this authority and nobody else. */
    public SSLContext sslContext() {
        return client.sslContext();
    }

    /** What {@link #sslContext} trusts by; HTTP clients that take a socket factory want both. */
    public X509TrustManager trustManager() {
        return client.trustManager();
    }

    SSLSocketFactory serverSockets() {
        return serverSockets;
    }
}
