using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Joining;
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

    /// <summary>A number that is not negative, such as 0.1.</summary>
    public static Parsed<double> Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? new(number, null)
            : new(0, "must be a number of 0 or more, such as 0.1");

    /// <summary>A time as Go writes it: 15s, 1m30s.</summary>
    public static Parsed<TimeSpan> Time(string text) =>
        Api.Duration.TryParse(text, out Api.Duration duration) && duration.ToTimeSpan() >= TimeSpan.Zero
            ? new(duration.ToTimeSpan(), null)
            : new(default, "must be a time such as 15s or 1m30s");

    public static Parsed<IPAddress?> Address(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? new(address, null) : new(null, "must be an IP address");

    public static Parsed<IPNetwork> Network(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network)
            ? new(network, null)
            : new(default, "must be a range such as 10.43.0.0/16 (address bits behind the length are zero)");

    /// <summary>A range of IPv4: the Pod network has one family.</summary>
    public static Parsed<IPNetwork> PodNetwork(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
            return new(default, "must be one range: the Pod network has one family, IPv4");
        Parsed<IPNetwork> network = Network(text);
        return network.Problem is null && network.Value.BaseAddress.AddressFamily != AddressFamily.InterNetwork
            ? new(default, "must be a range of IPv4, the one family of the Pod network")
            : network;
    }

    /// <summary>One range, or one of each family with a comma between.</summary>
    public static Parsed<NetworkPair> Networks(string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length > 2)
            return new(null, "must be one range, or two of different families");
        Parsed<IPNetwork> first = Network(parts[0]);
        if (first.Problem is not null || parts.Length == 1)
            return new(new(first.Value, null), first.Problem);
        Parsed<IPNetwork> second = Network(parts[1]);
        if (second.Problem is not null)
            return new(null, second.Problem);
        return first.Value.BaseAddress.AddressFamily == second.Value.BaseAddress.AddressFamily
            ? new(null, "must be one range, or two of different families")
            : new(new(first.Value, second.Value), null);
    }

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

    /// <summary>Where a server is reached.</summary>
    public static Parsed<string> ServerUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme == "https" && url.Host.Length > 0
        && url.PathAndQuery == "/"
            ? new(text.TrimEnd('/'), null)
            : new(null, "must look like https://HOST:PORT");

    /// <summary>What a machine joins with. The text is not repeated: most of it is secret.</summary>
    public static Parsed<JoinToken?> JoinToken(string text) => Joining.JoinToken.TryParse(text) is { } token
        ? new(token, null)
        : new(null, "must look like abcdef.0123456789abcdef@sha256:HEX");

    /// <summary>A length of time above zero, as Go writes it.</summary>
    public static Parsed<TimeSpan> Duration(string text) =>
        Api.Duration.TryParse(text, out Api.Duration duration) && duration.Nanoseconds > 0
            ? new(duration.ToTimeSpan(), null)
            : new(default, "must be a length of time such as 8760h or 30m");

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

/// <summary>A range, and one of the other family beside it when there is one.</summary>
internal sealed record NetworkPair(IPNetwork First, IPNetwork? Second);

/// <summary>Ports from first to last, both included.</summary>
internal sealed record PortRange(int First, int Last);

/// <summary>How log lines look.</summary>
internal enum LogFormat { Text, Json }
