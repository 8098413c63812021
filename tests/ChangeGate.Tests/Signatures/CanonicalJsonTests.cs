using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Signatures;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Signatures;

internal sealed class CanonicalJsonTests
{
    [Test]
    public void Names_are_in_the_order_of_their_code_units() =>
        Assert.That(Write("""{"b":1,"a":{"d":null,"c":[true,false]},"B":"x","é":2,"":3}"""), Is.EqualTo("""{"":3,"B":"x","a":{"c":[true,false],"d":null},"b":1,"é":2}"""));

    // RFC 8785, section 3.2.2.2.
    [Test]
    public void Strings_have_the_fewest_escapes() =>
        Assert.That(Write("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""), Is.EqualTo("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""));

    [TestCase("9007199254740992")]
    [TestCase("-9007199254740992")]
    public void Numbers_that_readers_would_round_are_refused(string number) =>
        Assert.That(() => Write(number), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Whatever_is_written_is_read_back_and_written_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(ArbMap.Default.ArbFor<(string?, string?, int)[]>(), items =>
        {
            var node = new JsonObject();

            foreach (var ((name, value, number), index) in items.Select((item, index) => (item, index)))
            {
                node[$"{name}{index}"] = new JsonArray(value, number);
            }

            var bytes = CanonicalJson.Write(node);

            return CanonicalJson.Write(JsonNode.Parse(bytes)).SequenceEqual(bytes);
        }));

    private static string Write(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json)));
}
