using System.Security.Cryptography;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Tests.Signatures;

internal sealed class SigningKeyTests
{
    [TestCase(null)]
    [TestCase("correct horse")]
    public void A_key_survives_its_file(string? password)
    {
        using var key = SigningKey.Create();
        using var again = SigningKey.FromPem(key.ToPem(password), password, "`key.pem`");

        Assert.That(again.PublicKey, Is.EqualTo(key.PublicKey));
        Assert.That(key.PublicKey.Verifies("text"u8, again.Sign("text"u8)));
        Assert.That(key.PublicKey.Verifies("texts"u8, again.Sign("text"u8)), Is.False);
    }

    [Test]
    public void A_key_that_openssl_wrote_is_read()
    {
        using var algorithm = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = SigningKey.FromPem(algorithm.ExportECPrivateKeyPem(), null, "`key.pem`");

        Assert.That(key.PublicKey.Verifies("text"u8, key.Sign("text"u8)));
    }

    private static IEnumerable<TestCaseData> BadPrivateKeys()
    {
        using var key = SigningKey.Create();
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        yield return new TestCaseData("hello", null, "`key.pem` is not PEM.").SetArgDisplayNames("no PEM");
        yield return new TestCaseData("", null, "`key.pem` is not PEM.").SetArgDisplayNames("an empty file");
        yield return new TestCaseData(key.PublicKey.Pem, null, "holds a public key").SetArgDisplayNames("a public key");
        yield return new TestCaseData(wide.ExportPkcs8PrivateKeyPem(), null, "another curve (384 bits)").SetArgDisplayNames("another curve");
        yield return new TestCaseData(rsa.ExportPkcs8PrivateKeyPem(), null, "not an elliptic-curve private key").SetArgDisplayNames("RSA");
        yield return new TestCaseData(key.ToPem("right"), null, "is encrypted and there is no password").SetArgDisplayNames("no password");
        yield return new TestCaseData(key.ToPem("right"), "wrong", "the password is wrong").SetArgDisplayNames("a wrong password");
        yield return new TestCaseData(key.ToPem().Replace("MIGH", "MIGG"), null, "damaged").SetArgDisplayNames("a damaged key");
        yield return new TestCaseData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", null, "a certificate").SetArgDisplayNames("a certificate");
    }

    [TestCaseSource(nameof(BadPrivateKeys))]
    public void A_file_that_is_no_private_key_says_what_it_is(string pem, string? password, string problem)
    {
        var failure = Assert.Throws<GateException>(() => SigningKey.FromPem(pem, password, "`key.pem`").Dispose())!;

        Assert.That(failure.Problem, Does.Contain(problem));
        Assert.That(failure.ToString(), Does.Not.Contain("MIG").And.Not.Contain("wrong\""));
    }

    private static IEnumerable<TestCaseData> BadPublicKeys()
    {
        using var key = SigningKey.Create();
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        yield return new TestCaseData("hello", "is not PEM").SetArgDisplayNames("no PEM");
        yield return new TestCaseData(key.ToPem(), "a private key where the public one").SetArgDisplayNames("a private key");
        yield return new TestCaseData(key.PublicKey.Pem + key.PublicKey.Pem, "more than one").SetArgDisplayNames("two keys");
        yield return new TestCaseData(wide.ExportSubjectPublicKeyInfoPem(), "another curve").SetArgDisplayNames("another curve");
    }

    [TestCaseSource(nameof(BadPublicKeys))]
    public void A_file_that_is_no_public_key_says_what_it_is(string pem, string problem) =>
        Assert.That(() => PublicKey.FromPem(pem, "`ada.pem`"), Throws.TypeOf<GateException>().With.Message.Contains(problem));

    [Test]
    public void No_change_of_a_public_key_breaks_its_reader()
    {
        var pem = SigningKey.Create().PublicKey.Pem;

        for (var index = 0; index < pem.Length; index++)
        {
            foreach (var noise in "A/=\n-")
            {
                var changed = pem.Remove(index, 1).Insert(index, noise.ToString());

                Assert.That(() => PublicKey.TryRead(changed, out _, out _), Throws.Nothing, changed);
            }
        }
    }

    [Test]
    public void A_signature_that_is_no_DER_does_not_hold()
    {
        using var key = SigningKey.Create();

        Assert.That(key.PublicKey.Verifies("text"u8, []), Is.False);
        Assert.That(key.PublicKey.Verifies("text"u8, [0x30, 0xFF]), Is.False);
        Assert.That(key.PublicKey.Verifies("text"u8, new byte[64]), Is.False);
        Assert.That(key.PublicKey.Verifies("text"u8, [.. key.Sign("text"u8), 0]), Is.False);
    }

    [Test]
    public void A_private_key_does_not_print()
    {
        using var key = SigningKey.Create();

        Assert.That(key.ToString(), Is.EqualTo("(signing key)"));
    }
}
