using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Signatures;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Signatures;

internal sealed class EnvelopeTests
{
    // The example of the DSSE specification.
    [Test]
    public void The_signed_bytes_are_those_of_the_specification() =>
        Assert.That(
            Envelope.PreAuthenticationHead("http://example.com/HelloWorld", "hello world".Length) + "hello world",
            Is.EqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));

    [Test]
    public void Lengths_are_of_bytes_not_of_characters() =>
        Assert.That(Envelope.PreAuthenticationHead("é", "ü"u8.Length), Is.EqualTo("DSSEv1 2 é 2 "));

    [Test]
    public void An_envelope_survives_its_text()
    {
        using var key = SigningKey.Create();
        using var other = SigningKey.Create();
        var envelope = Envelope.Sign("text/plain", "hello"u8.ToArray(), key);

        Assert.That(Envelope.TryParse(Encoding.UTF8.GetBytes(envelope.ToJson()), out var again, out _));
        Assert.That(again, Is.EqualTo(envelope));
        Assert.That(again!.IsSignedBy(key.PublicKey));
        Assert.That(again.IsSignedBy(other.PublicKey), Is.False);
    }

    [Test]
    public void Another_type_for_the_same_payload_is_another_thing()
    {
        using var key = SigningKey.Create();

        Assert.That((Envelope.Sign("text/plain", "hello"u8.ToArray(), key) with { PayloadType = "text/html" }).IsSignedBy(key.PublicKey), Is.False);
    }

    [TestCase("AA==", ExpectedResult = "00")]
    [TestCase("AA", ExpectedResult = "00")]
    [TestCase("-_-_", ExpectedResult = "FBFFBF")]
    [TestCase("+/+/", ExpectedResult = "FBFFBF")]
    [TestCase("", ExpectedResult = "")]
    public string Base64_is_read_in_both_alphabets(string text) => Convert.ToHexString(Read(text));

    [TestCase("AB==")]
    [TestCase("A")]
    [TestCase("A A=")]
    [TestCase("AA=A")]
    [TestCase("AAA\n")]
    [TestCase("é")]
    public void Text_that_is_nearly_base64_is_refused(string text) =>
        Assert.That(() => Read(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Base64_of_any_bytes_comes_back_and_no_other_text_stands_for_them() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(ArbMap.Default.ArbFor<(byte[], int, char)>(), drawn =>
        {
            var (bytes, place, other) = drawn;
            var text = Convert.ToBase64String(bytes ?? []);
            var changed = text.Length == 0 ? "" : string.Concat(text.AsSpan(0, Math.Abs(place % text.Length)), [other], text.AsSpan(Math.Abs(place % text.Length) + 1));
            return Read(text).SequenceEqual(bytes ?? []) && (Same(text, changed) || !Reads(changed, bytes ?? []));
        }));

    private static byte[] Read(string text) => Base64.Read(Encoding.UTF8.GetBytes(text), "payload");

    // The other alphabet, and no padding, are the same text.
    private static bool Same(string one, string other) => one.TrimEnd('=') == other.Replace('-', '+').Replace('_', '/').TrimEnd('=');

    private static bool Reads(string text, byte[] bytes)
    {
        try
        {
            return Read(text).SequenceEqual(bytes);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [Test]
    public void A_bundle_of_the_largest_migration_is_read_back()
    {
        using var key = SigningKey.Create();
        var payload = new byte[90 * 1024 * 1024]; // 64 MiB in base64, and what is said about them.
        var bundle = new EvidenceBundle([Envelope.Sign("application/octet-stream", payload, key)]);

        Assert.That(EvidenceBundle.Parse(Encoding.UTF8.GetBytes(bundle.ToJson()), "bundle.json").Digest, Is.EqualTo(bundle.Digest));
    }
}
