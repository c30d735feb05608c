using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Options;

/// <summary>Texts of flags and configuration files, read into values.</summary>
internal static class Parse
{
    public static Parsed<string> Text(string text) => new(text, null);

    public static Parsed<bool> Switch(string text) => text switch
    {
        "" or "true" => new(true, null),
        "false" => new(false, null),
        _ => new(false, "must be true or false"),
    };

    public static Parsed<int> Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? new(port, null)
            : new(0, "must be a port between 1 and 65535");

    /// <summary>A whole number that is not negative.</summary>
    public static Parsed<int> Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? new(count, null)
            : new(0, "must be a whole number of 0 or more");

    public static Parsed<IPAddress?> Address(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? new(address, null) : new(null, "must be an IP address");

    public static Parsed<IPNetwork> Network(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network)
            ? new(network, null)
            : new(default, "must be a range such as 10.43.0.0/16 (address bits behind the length are zero)");

    public static Parsed<PortRange> Ports(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2 && Port(ends[0]) is { Problem: null, Value: var first }
            && Port(ends[1]) is { Problem: null, Value: var last } && first <= last
                ? new(new(first, last), null)
                : new(null, "must be two ports such as 30000-32767");
    }

    public static Parsed<LogFormat> Format(string text) => text switch
    {
        "text" => new(LogFormat.Text, null),
        "json" => new(LogFormat.Json, null),
        _ => new(default, "must be text or json"),
    };

    public static Parsed<LogLevel> Level(string text) => text switch
    {
        "debug" => new(LogLevel.Debug, null),
        "info" => new(LogLevel.Information, null),
        "warning" => new(LogLevel.Warning, null),
        "error" => new(LogLevel.Error, null),
        _ => new(default, "must be debug, info, warning or error"),
    };

    /// <summary>What Kubernetes accepts as the name of a node: a DNS subdomain (RFC 1123).</summary>
    public static Parsed<string> NodeName(string text)
    {
        bool good = text.Length is > 0 and <= 253 && text.Split('.').All(static label =>
            label.Length > 0 && !label.StartsWith('-') && !label.EndsWith('-')
            && label.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)
                || character == '-'));
        return good
            ? new(text, null)
            : new(null, "must be lower-case letters, digits, '-' and '.', and begin and end with a letter or digit");
    }
}

/// <summary>Ports from first to last, both included.</summary>
internal sealed record PortRange(int First, int Last);

/// <summary>How log lines look.</summary>
internal enum LogFormat { Text, Json }
