using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kubesharp.Api.Validation;

/// <summary>
/// IP addresses and networks in API fields, with Kubernetes' sentences. Strict since 1.36: no leading zeros, no IPv4 in
/// IPv6's clothes, no bits beyond the prefix. Older fields take any spelling of an IPv6 address, newer ones only the
/// canonical one.
/// </summary>
public static class AddressRules
{
    public const string NotAnAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    public const string NotANetwork = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    private const int GroupCount = 8;

    /// <summary>Reads what Go's lenient reader reads: four decimal octets, or IPv6 without a zone.</summary>
    public static bool TryParse(string text, out IPAddress address) => TryParse(text, out address, out _);

    /// <summary>Address and prefix length; bits beyond the prefix are kept.</summary>
    public static bool TryParseNetwork(string text, out IPAddress address, out int prefixLength) =>
        TryParseNetwork(text, out address, out prefixLength, out _);

    /// <summary>Whether the text is an IPv6 address; IPv4 in IPv6's clothes is IPv4, as in Go.</summary>
    public static bool IsIPv6(string text) =>
        TryParse(text, out IPAddress address) && FamilyOf(address) == AddressFamily.InterNetworkV6;

    /// <summary><c>IPv4</c> or <c>IPv6</c>, as API fields name the family.</summary>
    public static string FamilyName(IPAddress address) =>
        FamilyOf(address) == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";

    /// <summary>For fields that are older than strictness.</summary>
    public static bool Check(string text, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(text, out IPAddress address, out bool zeros))
            errors.Invalid(path, text, NotAnAddress);
        else if (zeros)
            errors.Invalid(path, text, "must not have leading 0s");
        else if (address.IsIPv4MappedToIPv6)
            errors.Invalid(path, text, "must not be an IPv4-mapped IPv6 address");
        else
            return true;
        return false;
    }

    /// <summary>For newer fields: only the one spelling that everybody compares equal.</summary>
    public static bool CheckCanonical(string text, FieldPath path, FieldErrors errors)
    {
        if (!Check(text, path, errors))
            return false;
        TryParse(text, out IPAddress address);
        string canonical = Text(address);
        if (canonical == text)
            return true;
        errors.Invalid(path, text, $"must be in canonical form ({FieldErrors.Quote(canonical)})");
        return false;
    }

    /// <summary>A network in an older field.</summary>
    public static bool CheckNetwork(string text, FieldPath path, FieldErrors errors)
    {
        if (!TryParseNetwork(text, out IPAddress address, out int length, out bool zeros))
            errors.Invalid(path, text, NotANetwork);
        else if (zeros)
            errors.Invalid(path, text, "must not have leading 0s in IP or prefix length");
        else if (address.IsIPv4MappedToIPv6)
            errors.Invalid(path, text, "must not have an IPv4-mapped IPv6 address");
        else if (!Masked(address, length).Equals(address))
            errors.Invalid(path, text, "must not have bits set beyond the prefix length");
        else
            return true;
        return false;
    }

    /// <summary>A network in a newer field.</summary>
    public static bool CheckCanonicalNetwork(string text, FieldPath path, FieldErrors errors)
    {
        if (!CheckNetwork(text, path, errors))
            return false;
        TryParseNetwork(text, out IPAddress address, out int length);
        string canonical = $"{Text(address)}/{length.ToString(CultureInfo.InvariantCulture)}";
        if (canonical == text)
            return true;
        errors.Invalid(path, text, $"must be in canonical form ({FieldErrors.Quote(canonical)})");
        return false;
    }

    /// <summary>Addresses that make no sense as somebody's endpoint: unspecified, loopback, link-local.</summary>
    public static void CheckNotSpecial(string text, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(text, out IPAddress address))
        {
            errors.Invalid(path, text, "must be a valid IP address");
            return;
        }
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bool wide = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            errors.Invalid(path, text, $"may not be unspecified ({text})");
        if (IPAddress.IsLoopback(address))
            errors.Invalid(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        if (wide ? bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80 : bytes[0] == 169 && bytes[1] == 254)
            errors.Invalid(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        if (wide ? bytes[0] == 0xff && (bytes[1] & 0x0f) == 0x02 : bytes[..3].SequenceEqual<byte>([224, 0, 0]))
            errors.Invalid(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }

    /// <summary>What a client should hear about an address that is allowed but not canonical; null when fine.</summary>
    public static string? WarningFor(string text, FieldPath path)
    {
        if (!TryParse(text, out IPAddress address) || FamilyOf(address) != AddressFamily.InterNetworkV6)
            return null;
        string canonical = Text(address);
        return canonical == text
            ? null
            : $"{path}: IPv6 address {FieldErrors.Quote(text)} should be in RFC 5952 canonical format "
                + $"({FieldErrors.Quote(canonical)})";
    }

    /// <summary>The canonical spelling: RFC 5952 for IPv6, without IPv4 at its end.</summary>
    public static string Text(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        Span<int> groups = stackalloc int[GroupCount];
        for (int i = 0; i < GroupCount; i++)
            groups[i] = (bytes[2 * i] << 8) | bytes[2 * i + 1];
        (int start, int length) = LongestZeros(groups);
        var text = new StringBuilder(39);
        for (int i = 0; i < GroupCount; i++)
        {
            if (length > 1 && i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }
            if (text.Length > 0 && text[^1] != ':')
                text.Append(':');
            text.Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    /// <summary>The address with all bits beyond the prefix cleared.</summary>
    public static IPAddress Masked(IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int bits = Math.Clamp(prefixLength - 8 * i, 0, 8);
            bytes[i] &= (byte)(0xff << (8 - bits));
        }
        return new IPAddress(bytes);
    }

    private static AddressFamily FamilyOf(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? AddressFamily.InterNetwork : address.AddressFamily;

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<int> groups)
    {
        (int Start, int Length) best = (0, 0);
        for (int i = 0; i < groups.Length; i++)
        {
            int end = i;
            while (end < groups.Length && groups[end] == 0)
                end++;
            if (end - i > best.Length)
                best = (i, end - i);
            i = Math.Max(i, end - 1);
        }
        return best;
    }

    private static bool TryParse(string text, out IPAddress address, out bool hasLeadingZeros)
    {
        hasLeadingZeros = false;
        address = IPAddress.None;
        if (!text.Contains(':', StringComparison.Ordinal))
            return TryParseFour(text, out address, out hasLeadingZeros);
        foreach (char current in text)
        {
            // No zone and no brackets, which .NET would take.
            if (!char.IsAsciiHexDigit(current) && current is not (':' or '.'))
                return false;
        }
        int colon = text.LastIndexOf(':');
        if (text.Contains('.', StringComparison.Ordinal))
        {
            if (!TryParseFour(text[(colon + 1)..], out IPAddress tail, out hasLeadingZeros))
                return false;
            text = text[..(colon + 1)] + tail;
        }
        if (!IPAddress.TryParse(text, out IPAddress? parsed))
            return false;
        address = parsed;
        return true;
    }

    private static bool TryParseFour(string text, out IPAddress address, out bool hasLeadingZeros)
    {
        address = IPAddress.None;
        hasLeadingZeros = false;
        Span<byte> bytes = stackalloc byte[4];
        int count = 0;
        foreach (Range range in text.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> octet = text.AsSpan(range);
            if (count == 4 || !int.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                || value > 255)
            {
                return false;
            }
            hasLeadingZeros |= octet.Length > 1 && octet[0] == '0';
            bytes[count++] = (byte)value;
        }
        if (count != 4)
            return false;
        address = new IPAddress(bytes);
        return true;
    }

    private static bool TryParseNetwork(
        string text, out IPAddress address, out int prefixLength, out bool hasLeadingZeros)
    {
        address = IPAddress.None;
        prefixLength = 0;
        hasLeadingZeros = false;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryParse(text[..slash], out address, out hasLeadingZeros))
            return false;
        ReadOnlySpan<char> length = text.AsSpan(slash + 1);
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength))
            return false;
        hasLeadingZeros |= length.Length > 1 && length[0] == '0';
        return prefixLength <= (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
    }
}
