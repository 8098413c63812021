using System.Text;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;

namespace ChangeGate.Tests.Ledgers;

internal sealed class CheckpointTests
{
    private static readonly SigningKey Key = SigningKey.Create();

    private static readonly SampleTree Tree = SampleTree.OfSize(300);

    private static readonly SignedCheckpoint Signed = SignedCheckpoint.Sign(new Checkpoint("changegate/ledger/7", 300, Tree.RootAt(300)), Key);

    [Test]
    public void A_checkpoint_is_a_signed_note()
    {
        var lines = Signed.ToText().Split('\n');
        var signature = Convert.FromBase64String(lines[4].Split(' ')[2]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[..4], Is.EqualTo(["changegate/ledger/7", "300", Tree.RootAt(300).ToString(), ""]));
            Assert.That(lines[4], Does.StartWith("— changegate/ledger/7 "));
            Assert.That(Convert.ToHexStringLower(signature[..4]), Is.EqualTo(Key.PublicKey.Fingerprint.Hex[..8]));
            Assert.That(Key.PublicKey.Verifies(Encoding.UTF8.GetBytes(string.Concat(lines[..3].Select(line => line + "\n"))), signature.AsSpan(4)));
        }
    }

    [Test]
    public void No_other_bit_and_no_other_key_passes_for_it()
    {
        var file = Encoding.UTF8.GetBytes(Signed.ToText());

        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.That(SignedCheckpoint.TryParse(flipped, out var read) && read.SignerAmong([Key.PublicKey]) is not null, Is.False, $"bit {bit}");
        }

        Assert.That(Signed.SignerAmong([SigningKey.Create().PublicKey]), Is.Null);
        Assert.That(SignedCheckpoint.TryParse(file, out var whole) && whole == Signed);
    }

    [TestCase("a b\n1\n{0}\n")]
    [TestCase("a+b\n1\n{0}\n")]
    [TestCase("\n1\n{0}\n")]
    [TestCase("a\n01\n{0}\n")]
    [TestCase("a\n-1\n{0}\n")]
    [TestCase("a\n1\n{0}\nmore\n")]
    [TestCase("a\n1\n{0} \n")]
    public void A_text_that_is_written_otherwise_is_none(string text) =>
        Assert.That(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(string.Format(text, TreeHash.Empty) + Signed.ToText()[Signed.Checkpoint.Text.Length..]), out _), Is.False);

    [Test]
    public void Signatures_of_witnesses_may_stand_beside_it()
    {
        var witnessed = Signed with { Signatures = [.. Signed.Signatures, new NoteSignature("witness.example", "00010203", [1, 2, 3])] };

        Assert.That(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(witnessed.ToText()), out var read) && read == witnessed && read.SignerAmong([Key.PublicKey]) == Key.PublicKey);
    }

    [Test]
    public void An_anchor_holds_one_after_the_other()
    {
        var later = SignedCheckpoint.Sign(Signed.Checkpoint with { Size = 301 }, Key);

        Assert.That(SignedCheckpoint.ParseAll(Encoding.UTF8.GetBytes(Signed.ToText() + later.ToText()), "anchor"), Is.EqualTo([Signed, later]));
        Assert.That(() => SignedCheckpoint.ParseAll(Encoding.UTF8.GetBytes(Signed.ToText() + later.ToText()[..40]), "anchor"), Throws.TypeOf<Failures.GateException>());
    }

    [Test]
    public void A_proof_needs_nothing_beside_it_but_the_entry_and_no_other_bit_passes_for_it()
    {
        var proof = new LogProof(123, [.. MerkleTree.InclusionPath(123, 300, Tree.At)], Signed);
        var file = Encoding.UTF8.GetBytes(proof.ToText());

        Assert.That(LogProof.TryParse(file, out var read) && read == proof && read.Proves(SampleTree.Entry(123)));
        Assert.That(proof.Proves(SampleTree.Entry(124)), Is.False);

        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.That(LogProof.TryParse(flipped, out var other) && other.Proves(SampleTree.Entry(123)) && other.Checkpoint.SignerAmong([Key.PublicKey]) is not null, Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void The_only_entry_has_a_proof_without_a_path()
    {
        var proof = new LogProof(0, [], SignedCheckpoint.Sign(new Checkpoint("one", 1, TreeHash.Leaf([7])), Key));

        Assert.That(LogProof.TryParse(Encoding.UTF8.GetBytes(proof.ToText()), out var read) && read.Proves([7]));
    }
}
