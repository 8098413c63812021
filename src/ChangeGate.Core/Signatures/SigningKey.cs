using System.Security.Cryptography;
using ChangeGate.Failures;

namespace ChangeGate.Signatures;

/// <summary>An ECDSA P-256 private key. It never prints.</summary>
public sealed class SigningKey : IDisposable
{
    private const string Remedy = "Give a private key as PEM (PKCS#8, ECDSA P-256), for example from `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.";

    // OWASP's floor for PBKDF2 with HMAC-SHA-256.
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 600_000);

    private readonly ECDsa _algorithm;

    private SigningKey(ECDsa algorithm)
    {
        _algorithm = algorithm;
        PublicKey = PublicKey.Of(algorithm);
    }

    public PublicKey PublicKey { get; }

    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="password">Of an encrypted key; null where there is none.</param>
    /// <param name="source">How a person names where the text came from.</param>
    public static SigningKey FromPem(string pem, string? password, string source)
    {
        var label = LabelOf(pem, source);
        var algorithm = ECDsa.Create();

        try
        {
            Import(algorithm, pem, label, password, source);
            RefuseOtherCurves(algorithm, source);
            return new SigningKey(algorithm);
        }
        catch
        {
            algorithm.Dispose();
            throw;
        }
    }

    /// <summary>PKCS#8, encrypted when there is a password.</summary>
    public string ToPem(string? password = null) =>
        (password is null ? _algorithm.ExportPkcs8PrivateKeyPem() : _algorithm.ExportEncryptedPkcs8PrivateKeyPem(password, Encryption)) + "\n";

    /// <summary>DER. It differs from call to call, so it never identifies what was signed.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => SignHash(SHA256.HashData(data));

    /// <inheritdoc cref="Sign"/>
    /// <param name="hash">SHA-256 of what is signed.</param>
    public byte[] SignHash(ReadOnlySpan<byte> hash) => _algorithm.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _algorithm.Dispose();

    public override string ToString() => "(signing key)";

    private static string LabelOf(string pem, string source)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw new GateException($"{source} is not PEM.", Remedy);
        }

        return pem[fields.Label] switch
        {
            "PUBLIC KEY" => throw new GateException($"{source} holds a public key where the private one is expected.", Remedy),
            "CERTIFICATE" => throw new GateException($"{source} holds a certificate where a private key is expected.", Remedy),
            var label => label,
        };
    }

    private static void Import(ECDsa algorithm, string pem, string label, string? password, string source)
    {
        var encrypted = label == "ENCRYPTED PRIVATE KEY";

        if (encrypted && password is null)
        {
            throw new GateException($"{source} is encrypted and there is no password.", "Give the key's password: in CHANGEGATE_KEY_PASSWORD, or in a file that CHANGEGATE_KEY_PASSWORD_FILE names.");
        }

        try
        {
            if (encrypted)
            {
                algorithm.ImportFromEncryptedPem(pem, password);
            }
            else
            {
                algorithm.ImportFromPem(pem);
            }
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            // The cause is left out: it could quote what it was given.
            throw encrypted
                ? new GateException($"{source} could not be decrypted: the password is wrong or the file is damaged.", "Give the password with which the key was written.")
                : new GateException($"{source} holds a key that is damaged or not an elliptic-curve private key.", Remedy);
        }
    }

    private static void RefuseOtherCurves(ECDsa algorithm, string source)
    {
        if (!PublicKey.IsP256(algorithm))
        {
            throw new GateException($"{source} holds a key on another curve ({algorithm.KeySize} bits) where P-256 is expected.", Remedy);
        }
    }
}
