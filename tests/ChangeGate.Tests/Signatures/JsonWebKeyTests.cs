using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Signatures;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Signatures;

internal sealed class JsonWebKeyTests
{
    private const string ModulusOfA2 = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

    private const string ClaimsOfA2 = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string SignatureOfA2 = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private const string ModulusOfHobbiton = "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw";

    private const string TextOfHobbiton = "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

    private const string SignatureOfHobbiton = "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg";

    private static readonly TokenForge Forge = new();

    [Test]
    public void RFC_7515_appendix_2_verifies() => AssertVector(
        Rsa("a2", ModulusOfA2), TokenAlgorithm.Rs256, $"eyJhbGciOiJSUzI1NiJ9.{ClaimsOfA2}", SignatureOfA2);

    [Test]
    public void RFC_7515_appendix_3_verifies() => AssertVector(
        """{"kty":"EC","kid":"a3","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""",
        TokenAlgorithm.Es256,
        $"eyJhbGciOiJFUzI1NiJ9.{ClaimsOfA2}",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

    [Test]
    public void RFC_7520_section_4_1_verifies() => AssertVector(
        Rsa("bilbo.baggins@hobbiton.example", ModulusOfHobbiton), TokenAlgorithm.Rs256, $"eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.{TextOfHobbiton}", SignatureOfHobbiton);

    [Test]
    public void RFC_7638_names_the_key_as_it_should() => Assert.That(
        Convert.FromHexString(Read(Rsa("2011-04-29", "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")).Find("2011-04-29")!.Thumbprint.Hex),
        Is.EqualTo(TokenText.Decode("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")));

    /// <summary>Of the known sets of the standards: what may stand beside a good key, and what spoils the whole.</summary>
    [TestCase("""{"kty":"oct","kid":"s","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}""", "secret", TestName = "a shared secret")]
    [TestCase("""{"kty":"EC","kid":"p","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""", "private", TestName = "a private key")]
    [TestCase("""{"kty":"EC","kid":"p","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"}""", "", TestName = "stray bits in a coordinate")]
    [TestCase("""{"kty":"EC","kid":"p","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"y_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "no point", TestName = "a point that is not on the curve")]
    [TestCase("""{"kty":"RSA","kid":"short","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw", "e":"AQAB"}""", "modulus", TestName = "a short modulus")]
    [TestCase("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""", "kid", TestName = "a key without a name")]
    [TestCase("\"key\"", "no object", TestName = "no key")]
    public void A_set_is_refused_for_one_bad_key(string key, string because)
    {
        var isRead = JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes($$"""{"keys":[{{Forge.Rsa().ToJsonString()}},{{key}}]}"""), out _, out var problem);

        Assert.That((isRead, problem), Is.EqualTo((false, problem)));
        Assert.That(problem, Does.Contain(because));
    }

    [TestCase("""{"kty":"OKP","crv":"Ed25519","kid":"e","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", TestName = "another kind")]
    [TestCase("""{"kty":"RSA","kid":"enc","use":"enc","n":"AQAB","e":"AQAB"}""", TestName = "a key for encryption")]
    [TestCase("""{"kty":"RSA","kid":"o","alg":"RSA-OAEP","n":"AQAB","e":"AQAB"}""", TestName = "another algorithm")]
    public void Keys_of_other_kinds_are_passed_over(string key) => Assert.That(
        Read(key, Forge.Rsa().ToJsonString()).Ids, Is.EqualTo([TokenForge.RsaKey]));

    [TestCase("""{"keys":[]}""")]
    [TestCase("""{"keys":{}}""")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("""{"keys":[],"keys":[]}""")]
    public void Without_a_key_there_is_no_set(string text) => Assert.That(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(text), out _, out _), Is.False);

    [Test]
    public void Two_keys_of_one_name_are_no_set()
    {
        var curve = Forge.Curve();
        curve["kid"] = TokenForge.RsaKey;

        Assert.That(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(Forge.Rsa(), curve) }.ToJsonString()), out _, out var problem), Is.False);
        Assert.That(problem, Does.Contain("two keys"));
    }

    [Test]
    public void A_key_that_names_its_algorithm_checks_no_other()
    {
        var rsa = Forge.Rsa();
        rsa["alg"] = "RS256";
        var token = Forge.Sign(new JsonObject { ["iss"] = "x" }, "PS256");
        var parts = token.Split('.');
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");

        Assert.That(Read(Forge.Rsa().ToJsonString()).Find(TokenForge.RsaKey)!.Verifies(TokenAlgorithm.Ps256, signed, TokenText.Decode(parts[2])), Is.True);
        Assert.That(Read(rsa.ToJsonString()).Find(TokenForge.RsaKey)!.Verifies(TokenAlgorithm.Ps256, signed, TokenText.Decode(parts[2])), Is.False);
    }

    /// <summary>Whatever a file holds, it is read or refused in words, and a key that was read never throws.</summary>
    [Test]
    public void No_damage_breaks_the_reader_of_sets()
    {
        const string Marks = "{}[]\":,0aZ_-\\ \u007f";
        var random = new Random(20261124);
        var text = Encoding.UTF8.GetBytes(Forge.Keys);
        var read = 0;

        for (var round = 0; round < 3_000; round++)
        {
            var damaged = text.ToArray();

            for (var change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)Marks[random.Next(Marks.Length)];
            }

            if (JsonWebKeySet.TryRead(damaged, out var set, out var problem))
            {
                read++;
                Assert.That(set.Ids.SelectMany(id => Enum.GetValues<TokenAlgorithm>().Select(algorithm => set.Find(id)!.Verifies(algorithm, text, damaged.AsSpan(0, 256)))), Has.All.False);
            }
            else
            {
                Assert.That(problem, Is.Not.Empty);
            }
        }

        Assert.That(read, Is.GreaterThan(100), "much of the damage is in the numbers");
    }

    /// <summary>It verifies, with each algorithm of another family it does not, and not with any bit of signature or text turned.</summary>
    private static void AssertVector(string key, TokenAlgorithm algorithm, string signed, string signature)
    {
        var read = Read(key);
        var (text, bytes) = (Encoding.ASCII.GetBytes(signed), TokenText.Decode(signature)!);
        var own = read.Find(read.Ids[0])!;

        Assert.That(own.Verifies(algorithm, text, bytes), Is.True);
        Assert.That(Enum.GetValues<TokenAlgorithm>().Where(other => own.Verifies(other, text, bytes)), Is.EqualTo([algorithm]));
        Assert.That(Enumerable.Range(0, bytes.Length * 8).Where(bit => own.Verifies(algorithm, text, Turned(bytes, bit))), Is.Empty);
        Assert.That(Enumerable.Range(0, 200).Where(bit => own.Verifies(algorithm, Turned(text, bit), bytes)), Is.Empty);
    }

    private static byte[] Turned(byte[] bytes, int bit)
    {
        var turned = bytes.ToArray();
        turned[bit / 8] ^= (byte)(1 << (bit % 8));

        return turned;
    }

    private static string Rsa(string id, string modulus) => $$"""{"kty":"RSA","kid":"{{id}}","n":"{{modulus}}","e":"AQAB"}""";

    private static JsonWebKeySet Read(params string[] keys)
    {
        Assert.That(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', keys)}}]}"""), out var set, out var problem), Is.True, problem);

        return set!;
    }
}
