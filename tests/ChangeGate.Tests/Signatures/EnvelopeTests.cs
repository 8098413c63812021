using System.Text;
using ChangeGate.Signatures;

namespace ChangeGate.Tests.Signatures;

internal sealed class EnvelopeTests
{
    // The example of the DSSE specification.
    [Test]
    public void The_signed_bytes_are_those_of_the_specification() =>
        Assert.That(
            Encoding.UTF8.GetString(Envelope.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8)),
            Is.EqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));

    [Test]
    public void Lengths_are_of_bytes_not_of_characters() =>
        Assert.That(Encoding.UTF8.GetString(Envelope.PreAuthenticationEncoding("é", "ü"u8)), Is.EqualTo("DSSEv1 2 é 2 ü"));

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
    public string Base64_is_read_in_both_alphabets(string text) => Convert.ToHexString(Base64.Read(text, "payload"));

    [TestCase("AB==")]
    [TestCase("A")]
    [TestCase("A A=")]
    [TestCase("AA=A")]
    [TestCase("AAA\n")]
    [TestCase("é")]
    public void Text_that_is_nearly_base64_is_refused(string text) =>
        Assert.That(() => Base64.Read(text, "payload"), Throws.TypeOf<FormatException>());
}
