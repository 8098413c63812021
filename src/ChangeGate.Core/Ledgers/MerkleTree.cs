using System.Numerics;

namespace ChangeGate.Ledgers;

/// <summary>The hash over the entries from <c>index × 2^level</c> to <c>(index + 1) × 2^level</c>, all of which the tree has.</summary>
public delegate TreeHash SubtreeHash(int level, long index);

/// <summary>Roots and proofs of RFC 6962, section 2.1 (RFC 9162, section 2.1, says the same).</summary>
public static class MerkleTree
{
    public static TreeHash Root(long size, SubtreeHash at) => size == 0 ? TreeHash.Empty : Range(0, size, at);

    /// <summary>What shows that an entry is in the tree, from the sibling of the leaf to the child of the root.</summary>
    public static IReadOnlyList<TreeHash> InclusionPath(long index, long size, SubtreeHash at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<TreeHash>();
        var (start, end) = (0L, size);

        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            path.Add(index < middle ? Range(middle, end, at) : Range(start, middle, at));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return path;
    }

    /// <summary>What shows that the tree of <paramref name="earlier"/> entries is where the one of <paramref name="size"/> began.</summary>
    public static IReadOnlyList<TreeHash> ConsistencyPath(long earlier, long size, SubtreeHash at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);

        if (earlier == 0)
        {
            return [];
        }

        var path = new List<TreeHash>();
        var (start, end) = (0L, size);

        while (end != earlier)
        {
            var middle = start + Split(end - start);
            path.Add(earlier <= middle ? Range(middle, end, at) : Range(start, middle, at));
            (start, end) = earlier <= middle ? (start, middle) : (middle, end);
        }

        // From the left edge on it is the earlier root itself, which the verifier has.
        if (start > 0)
        {
            path.Add(Range(start, end, at));
        }

        path.Reverse();
        return path;
    }

    public static bool Includes(TreeHash root, long size, long index, TreeHash leaf, IReadOnlyList<TreeHash> path)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf);

        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(node, last))
            {
                hash = TreeHash.Node(sibling, hash);
                (node, last) = SkipLone(node, last);
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>The tree of <paramref name="size"/> entries only added to the earlier one.</summary>
    public static bool Extends(TreeHash root, long size, TreeHash earlierRoot, long earlier, IReadOnlyList<TreeHash> path)
    {
        if (earlier < 0 || earlier > size)
        {
            return false;
        }

        if (earlier == 0 || earlier == size)
        {
            return path.Count == 0 && earlierRoot == (earlier == size ? root : TreeHash.Empty);
        }

        var steps = BitOperations.IsPow2(earlier) ? [earlierRoot, .. path] : path;

        if (steps.Count == 0)
        {
            return false;
        }

        var levels = BitOperations.TrailingZeroCount(earlier);
        var (node, last) = ((earlier - 1) >> levels, (size - 1) >> levels);
        var (before, after) = (steps[0], steps[0]);

        foreach (var step in steps.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(node, last))
            {
                (before, after) = (TreeHash.Node(step, before), TreeHash.Node(step, after));
                (node, last) = SkipLone(node, last);
            }
            else
            {
                after = TreeHash.Node(after, step);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && before == earlierRoot && after == root;
    }

    private static bool IsRight(long node, long last) => (node & 1) == 1 || node == last;

    /// <summary>Levels on which the rightmost node has no sibling are none of the proof's.</summary>
    private static (long Node, long Last) SkipLone(long node, long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return (node, last);
    }

    /// <summary>The largest power of two below <paramref name="count"/>, which is at least two.</summary>
    private static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));

    /// <summary>Of entries that begin where a subtree as large as they are may begin.</summary>
    private static TreeHash Range(long start, long end, SubtreeHash at)
    {
        TreeHash? hash = null;

        while (end > start)
        {
            var level = BitOperations.TrailingZeroCount(end - start);
            end -= 1L << level;
            var left = at(level, end >> level);
            hash = hash is { } right ? TreeHash.Node(left, right) : left;
        }

        return hash!.Value; // No range here is empty.
    }
}
