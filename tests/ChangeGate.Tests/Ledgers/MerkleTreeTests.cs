using ChangeGate.Ledgers;

namespace ChangeGate.Tests.Ledgers;

internal sealed class MerkleTreeTests
{
    /// <summary>The leaves of the reference tests of Certificate Transparency, and the roots of the trees of the first one, two, … of them.</summary>
    private static readonly string[] KnownLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] KnownRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Test]
    public void Roots_are_those_of_the_reference()
    {
        var tree = new SampleTree([.. KnownLeaves.Select(Convert.FromHexString)]);

        Assert.That(Enumerable.Range(0, 9).Select(size => Hex(tree.RootAt(size))), Is.EqualTo(KnownRoots));
    }

    [TestCase(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7,5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e,6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [TestCase(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b,ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0,d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [TestCase(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    public void Inclusion_paths_are_those_of_the_reference(int index, int size, string path)
    {
        var tree = new SampleTree([.. KnownLeaves.Select(Convert.FromHexString)]);

        Assert.That(MerkleTree.InclusionPath(index, size, tree.At).Select(Hex), Is.EqualTo(path.Split(',')));
    }

    [TestCase(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7,5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e,6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [TestCase(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a,ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0,d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    public void Consistency_paths_are_those_of_the_reference(int earlier, int size, string path)
    {
        var tree = new SampleTree([.. KnownLeaves.Select(Convert.FromHexString)]);

        Assert.That(MerkleTree.ConsistencyPath(earlier, size, tree.At).Select(Hex), Is.EqualTo(path.Split(',')));
    }

    [Test]
    public void Every_proof_of_a_tree_verifies_and_no_proof_with_one_other_bit_does()
    {
        var random = new Random(6962);

        for (var round = 0; round < 120; round++)
        {
            var size = round < 40 ? round + 1 : random.Next(1, 600);
            var tree = SampleTree.OfSize(size);
            var (index, earlier) = (random.Next(size), random.Next(size + 1));
            var (root, before) = (tree.RootAt(size), tree.RootAt(earlier));
            var inclusion = MerkleTree.InclusionPath(index, size, tree.At);
            var consistency = MerkleTree.ConsistencyPath(earlier, size, tree.At);
            var leaf = tree.At(0, index);

            Assert.That(MerkleTree.Includes(root, size, index, leaf, inclusion), $"entry {index} of {size}");
            Assert.That(MerkleTree.Extends(root, size, before, earlier, consistency), $"{earlier} to {size}");
            Assert.That(Broken(inclusion, random).Any(path => MerkleTree.Includes(root, size, index, leaf, path)), Is.False, $"entry {index} of {size}");
            Assert.That(Broken(consistency, random).Any(path => MerkleTree.Extends(root, size, before, earlier, path)), Is.False, $"{earlier} to {size}");
            Assert.That(MerkleTree.Includes(Flip(root, random), size, index, leaf, inclusion) || MerkleTree.Includes(root, size, index, Flip(leaf, random), inclusion), Is.False);
            Assert.That((earlier > 0 && MerkleTree.Extends(Flip(root, random), size, before, earlier, consistency)) || MerkleTree.Extends(root, size, Flip(before, random), earlier, consistency), Is.False);
        }
    }

    [Test]
    public void An_entry_is_nowhere_else()
    {
        for (var size = 1; size <= 40; size++)
        {
            var tree = SampleTree.OfSize(size);

            for (var index = 0; index < size; index++)
            {
                var path = MerkleTree.InclusionPath(index, size, tree.At);
                var places = Enumerable.Range(-1, size + 3).Where(place => MerkleTree.Includes(tree.RootAt(size), size, place, tree.At(0, index), path));

                Assert.That(places, Is.EqualTo([index]), $"entry {index} of {size}");
            }
        }
    }

    [Test]
    public void A_tree_that_was_rewritten_does_not_go_on_from_the_one_before()
    {
        for (var size = 2; size <= 70; size++)
        {
            var (tree, other) = (SampleTree.OfSize(size), SampleTree.OfSize(size, first: 1));

            for (var earlier = 1; earlier < size; earlier++)
            {
                Assert.That(MerkleTree.Extends(other.RootAt(size), size, tree.RootAt(earlier), earlier, MerkleTree.ConsistencyPath(earlier, size, other.At)), Is.False, $"{earlier} to {size}");
            }
        }
    }

    [Test]
    public void An_empty_tree_is_where_every_other_began() =>
        Assert.That(MerkleTree.Extends(SampleTree.OfSize(3).RootAt(3), 3, TreeHash.Empty, 0, []));

    /// <summary>The path with one bit flipped in each hash, with one more hash, with one less, and in another order.</summary>
    private static IEnumerable<IReadOnlyList<TreeHash>> Broken(IReadOnlyList<TreeHash> path, Random random)
    {
        for (var index = 0; index < path.Count; index++)
        {
            var hashes = path.ToArray();
            hashes[index] = Flip(hashes[index], random);
            yield return hashes;
        }

        yield return [.. path, TreeHash.Empty];

        if (path.Count > 0)
        {
            yield return [.. path.SkipLast(1)];
            yield return [.. path.Skip(1)];
        }

        if (path.Count > 1)
        {
            yield return [.. path.Reverse()];
        }
    }

    private static TreeHash Flip(TreeHash hash, Random random)
    {
        var bytes = new byte[TreeHash.Length];
        hash.CopyTo(bytes);
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

        return TreeHash.Read(bytes);
    }

    private static string Hex(TreeHash hash) => Convert.ToHexStringLower(Convert.FromBase64String(hash.ToString()));
}
