using ChangeGate.Ledgers;

namespace ChangeGate.Tests.Ledgers;

internal sealed class TileTests
{
    [TestCase(0, 1234067, 256, "tile/0/x001/x234/067")]
    [TestCase(1, 5, 256, "tile/1/005")]
    [TestCase(2, 0, 17, "tile/2/000.p/17")]
    [TestCase(Tile.Entries, 1000, 1, "tile/entries/x001/000.p/1")]
    public void A_tile_has_the_path_of_the_specification(int level, long index, int width, string path)
    {
        Assert.That(new Tile(level, index, width).Path, Is.EqualTo(path));
        Assert.That(Tile.TryParse(path, out var read) && read == new Tile(level, index, width));
    }

    [TestCase("tile/0/67")]
    [TestCase("tile/0/x000/067")]
    [TestCase("tile/00/067")]
    [TestCase("tile/64/067")]
    [TestCase("tile/-1/067")]
    [TestCase("tile/0/067.p/256")]
    [TestCase("tile/0/067.p/0")]
    [TestCase("tile/0/067.p/05")]
    [TestCase("tile/0/0x67")]
    [TestCase("tile/0/../067")]
    [TestCase("tile/0")]
    [TestCase("checkpoint")]
    public void A_path_that_is_written_otherwise_is_none(string path) =>
        Assert.That(Tile.TryParse(path, out var tile) && tile.Width is >= 1 and <= Tile.FullWidth, Is.False);

    [Test]
    public void A_tree_of_seventy_thousand_has_the_tiles_that_the_specification_counts()
    {
        var edge = new TreeEdge();

        for (var entry = 0; entry < 70_000; entry++)
        {
            edge.Append(SampleTree.Entry(entry));
        }

        var tiles = edge.Take().Select(file => file.Tile).ToLookup(tile => (tile.Level, IsFull: tile.Width == Tile.FullWidth), tile => tile.Width);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tiles[(0, true)].Count(), Is.EqualTo(273));
            Assert.That(tiles[(0, false)], Is.EqualTo([112]));
            Assert.That(tiles[(1, true)].Count(), Is.EqualTo(1));
            Assert.That(tiles[(1, false)], Is.EqualTo([17]));
            Assert.That(tiles[(2, false)], Is.EqualTo([1]));
            Assert.That(tiles[(Tile.Entries, true)].Count(), Is.EqualTo(273));
        }
    }

    [Test]
    public void However_entries_come_the_tree_is_the_same_and_every_proof_over_its_tiles_holds()
    {
        var random = new Random(9162);

        for (var round = 0; round < 12; round++)
        {
            var files = new Dictionary<string, ReadOnlyMemory<byte>>();
            var size = 0;

            while (size < 1_400)
            {
                // Opened anew each time, as by another process.
                var edge = TreeEdge.Open(size, tile => files[tile.Path]);
                var batch = random.Next(1, 500);

                for (var entry = 0; entry < batch; entry++)
                {
                    edge.Append(SampleTree.Entry(size + entry));
                }

                size += batch;

                foreach (var file in edge.Take())
                {
                    Assert.That(files.TryAdd(file.Tile.Path, file.Content), $"{file.Tile.Path} was written twice");
                }

                Assert.That(new TileTree(size, tile => files[tile.Path]).Root, Is.EqualTo(edge.Root));
            }

            var tree = new TileTree(size, tile => files[tile.Path]);
            var (index, earlier) = (random.Next(size), random.Next(size));

            Assert.That(tree.Root, Is.EqualTo(SampleTree.OfSize(size).RootAt(size)));
            Assert.That(MerkleTree.Includes(tree.Root, size, index, TreeHash.Leaf(SampleTree.Entry(index)), tree.InclusionPath(index)));
            Assert.That(MerkleTree.Extends(tree.Root, size, SampleTree.OfSize(earlier).RootAt(earlier), earlier, tree.ConsistencyPath(earlier)));
        }
    }

    [Test]
    public void An_edge_whose_entries_are_not_those_of_the_tree_does_not_open()
    {
        var edge = new TreeEdge();
        edge.Append(SampleTree.Entry(1));
        var files = edge.Take().ToDictionary(file => file.Tile.Path, file => file.Content);
        files["tile/entries/000.p/1"] = EntryBundle.Write([SampleTree.Entry(2)]);

        Assert.That(() => TreeEdge.Open(1, tile => files[tile.Path]), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void Entries_of_every_length_come_back_and_cut_files_do_not()
    {
        ReadOnlyMemory<byte>[] entries = [Array.Empty<byte>(), new byte[1], new byte[EntryBundle.LongestEntry]];
        var bytes = EntryBundle.Write(entries);

        Assert.That(EntryBundle.Read(bytes, 3).Select(entry => entry.Length), Is.EqualTo([0, 1, EntryBundle.LongestEntry]));
        Assert.That(() => EntryBundle.Read(bytes, 2), Throws.TypeOf<FormatException>());
        Assert.That(() => EntryBundle.Read(bytes, 4), Throws.TypeOf<FormatException>());
        Assert.That(() => EntryBundle.Read(bytes.AsMemory(0, bytes.Length - 1), 3), Throws.TypeOf<FormatException>());
    }
}
