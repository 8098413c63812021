using System.Formats.Asn1;

namespace ChangeGate.Signatures;

/// <summary>Tells a signature that does not fit from bytes that are no signature at all.</summary>
internal static class DerSignature
{
    public static bool IsWellFormed(byte[] bytes)
    {
        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            sequence.ReadInteger();
            sequence.ReadInteger();
            return !sequence.HasData && !reader.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
