using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Signatures;
using ChangeGate.Tests.Evidence;
using ChangeGate.Tests.Ledgers;

namespace ChangeGate.Tests.Signatures;

internal sealed class KeyRotationTests
{
    private static readonly SigningKey Old = SampleRun.Runner;

    private static readonly SigningKey New = SigningKey.Create();

    private static readonly DateTimeOffset At = SampleRun.Noon.AddMinutes(10);

    [Test]
    public void A_rotation_is_read_as_it_was_signed_and_no_other_bit_passes_for_it()
    {
        var file = Encoding.UTF8.GetBytes(KeyRotation.Sign(Old, New, At));
        var rotation = KeyRotation.Parse(file, "new");

        Assert.That((rotation.From, rotation.To, rotation.At), Is.EqualTo((Old.PublicKey, New.PublicKey, At)));

        // The hint of a key is all that nobody signs: a rotation names its keys itself.
        var hints = Encoding.UTF8.GetString(file).IndexOf("\"signatures\"", StringComparison.Ordinal);

        for (var index = 0; index < hints; index++)
        {
            var flipped = (byte[])file.Clone();
            flipped[index] ^= (byte)(1 << (index % 8));

            Assert.That(() => KeyRotation.Parse(flipped, "new"), Throws.TypeOf<GateException>(), $"byte {index}");
        }
    }

    [Test]
    public void Only_the_holders_of_both_keys_can_make_one()
    {
        var taken = Envelope.TryParse(Encoding.UTF8.GetBytes(KeyRotation.Sign(Old, New, At)), out var whole, out _) ? whole : throw new InvalidOperationException();
        var half = taken with { Signatures = [taken.Signatures[0], taken.Signatures[0]] };

        Assert.That(() => KeyRotation.Parse(Encoding.UTF8.GetBytes(half.ToJson() + "\n"), "new"), Throws.TypeOf<GateException>());
    }

    [TestCase(9, false, true)]
    [TestCase(11, false, false)]
    [TestCase(9, true, false)]
    [TestCase(11, true, true)]
    public void Each_key_is_trusted_for_its_own_time(int minute, bool byNew, bool passes)
    {
        var bundle = SampleLedger.Rollback("run-11", minute, null, byNew ? New : Old);
        KeyRing trusted = [Old.PublicKey];

        var claim = EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), new VerificationOptions { TrustedKeys = trusted.With([Rotation(Old, New, At)]) }).Claims.Single(claim => claim.Code == "E02");

        Assert.That(claim.Verdict, Is.EqualTo(passes ? ClaimVerdict.Pass : ClaimVerdict.Fail), claim.Because);
    }

    [Test]
    public void Rotations_follow_each_other_in_any_order()
    {
        using var newest = SigningKey.Create();
        KeyRing trusted = [Old.PublicKey];
        KeyRotation[] rotations = [Rotation(New, newest, At.AddDays(1)), Rotation(Old, New, At)];

        Assert.That(trusted.With(rotations), Is.EquivalentTo(new[] { Old.PublicKey, New.PublicKey, newest.PublicKey }));
        Assert.That(KeyRing.Behind(newest.PublicKey, rotations), Is.EqualTo(new[] { newest.PublicKey, New.PublicKey, Old.PublicKey }));
        Assert.That(KeyRing.Behind(Old.PublicKey, rotations), Is.EqualTo(new[] { Old.PublicKey }), "an old key goes on from no new one");
    }

    [Test]
    public void A_rotation_of_a_key_that_nobody_trusts_counts_for_nothing()
    {
        KeyRing trusted = [SampleRun.Ada.PublicKey];

        Assert.That(() => trusted.With([Rotation(Old, New, At)]), Throws.TypeOf<GateException>());
    }

    [Test]
    public void A_key_is_replaced_once()
    {
        KeyRing trusted = [Old.PublicKey];

        Assert.That(() => trusted.With([Rotation(Old, New, At), Rotation(Old, SampleRun.Ada, At)]), Throws.TypeOf<GateException>());
    }

    private static KeyRotation Rotation(SigningKey from, SigningKey to, DateTimeOffset at) => KeyRotation.Parse(Encoding.UTF8.GetBytes(KeyRotation.Sign(from, to, at)), "rotation");
}
