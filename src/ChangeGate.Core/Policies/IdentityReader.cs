namespace ChangeGate.Policies;

/// <summary>Reads <c>identity:</c>, at the root or under an environment.</summary>
internal static class IdentityReader
{
    private const string Discover = "discover";

    /// <param name="readKey">Gives the text of a key set's file.</param>
    public static IdentitySettings Read(ConfigurationNode node, Func<string, string> readKey)
    {
        var section = Section.Read(node, "`identity`", ConfigurationKeys.Identity);
        var required = section.FindFlag("required");

        if (section.Find("issuers") is not { } issuers)
        {
            return required ? throw section.Place.Error("An identity is required, and no issuer can prove one.", "Add `issuers:`.") : IdentitySettings.None;
        }

        var list = issuers as ListNode ?? throw issuers.Place.Error($"`issuers` is {issuers.Kind} where a list is expected.", "Begin each item with `- `.");
        var read = list.Items.Select(item => ReadIssuer(item, readKey)).ToList();

        return read.Count == 0 ? throw issuers.Place.Error("`issuers` names none.", "Add one, or leave `identity` out.")
            : read.DistinctBy(static one => one.Issuer).Count() < read.Count ? throw issuers.Place.Error("`issuers` names one twice.", "Write each once: `require` takes several values for a claim.")
            : new IdentitySettings([.. read], required);
    }

    private static TokenIssuer ReadIssuer(ConfigurationNode node, Func<string, string> readKey)
    {
        var section = Section.Read(node, "the issuer", ConfigurationKeys.Issuer);
        var issuer = section.RequireText("issuer", "its URL, as `iss` of its tokens says it").Trim();
        var keys = section.RequireText("keys", "the file of its key set, or `discover`").Trim();

        if (keys == Discover && !(Uri.TryCreate(issuer, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps))
        {
            throw section.Find("issuer")!.Place.Error($"The keys of {ConfigurationNode.Quote(issuer)} cannot be asked for: it is no address of https.", "Write its URL, or name a file with its keys.");
        }

        return new TokenIssuer(issuer, section.FindText("audience")?.Trim() ?? TokenIssuer.UsualAudience, keys == Discover ? null : readKey(keys))
        {
            Variable = section.Find("variable") is { } variable ? ReadVariable(variable) : null,
            Require = section.Find("require") is { } require ? [.. Section.Map(require, "`require`").Entries.Select(ReadClaim)] : [],
        };
    }

    private static RequiredClaim ReadClaim(MapEntry entry) =>
        new(entry.Key, [.. Section.Texts(entry.Value, $"`{entry.Key}`").Select(static text => text.Value)]);

    private static string ReadVariable(ConfigurationNode node)
    {
        var name = Section.Text(node, "`variable`").Trim();

        return name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0])
            ? name
            : throw node.Place.Error($"{ConfigurationNode.Quote(name)} is no name of a variable.", "Write the name alone, without `$`: `CHANGEGATE_ID_TOKEN`.");
    }
}
