namespace ChangeGate.Evidence;

/// <summary>Bundles by which one goes back.</summary>
internal static class EarlierBundles
{
    /// <summary>The bundle that this one names, the one that that names, and so on, as far as they were given.</summary>
    public static IEnumerable<EarlierBundle> Chain(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        // None can name itself, by whatever way: a digest is of what it names.
        for (var previous = dossier.Statements[0]?.Header.Previous; previous is not null;)
        {
            var named = earlier.FirstOrDefault(bundle => bundle?.Dossier.Bundle.Digest == previous);

            if (named is null)
            {
                yield break;
            }

            yield return named;
            previous = named.Dossier.Statements[0]?.Header.Previous;
        }
    }
}
