using System.Collections.Concurrent;
using System.Globalization;

namespace Kubesharp.ApiServer.Http;

/// <summary>How bytes are written.</summary>
public enum Encoding { Json, Yaml, Protobuf }

/// <summary>What is written instead of the object itself.</summary>
public enum Projection { None, Table, PartialObjectMetadata }

/// <summary>The outcome of content negotiation.</summary>
/// <param name="Encoding">How.</param>
/// <param name="Projection">What.</param>
/// <param name="ProjectionVersion">v1 or v1beta1 of meta.k8s.io; empty without a projection.</param>
public readonly record struct Negotiated(Encoding Encoding, Projection Projection, string ProjectionVersion)
{
    public static Negotiated Json { get; } = new(Encoding.Json, Projection.None, "");
}

/// <summary>One entry of an Accept header, or a Content-Type: type and parameters, names in lower case.</summary>
public sealed record MediaType(string Type, IReadOnlyDictionary<string, string> Parameters, double Quality)
{
    private static readonly IReadOnlyDictionary<string, string> NoParameters = new Dictionary<string, string>();

    public string this[string parameter] => Parameters.GetValueOrDefault(parameter) ?? "";

    public static MediaType Parse(string text)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return new("", NoParameters, 1);
        string type = parts[0].ToLowerInvariant();
        if (parts.Length == 1)
            return new(type, NoParameters, 1);
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        double quality = 1;
        foreach (string part in parts.AsSpan(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = (equals < 0 ? part : part[..equals]).ToLowerInvariant();
            string value = equals < 0 ? "" : part[(equals + 1)..].Trim('"');
            if (name != "q")
                parameters[name] = value;
            else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed))
                quality = parsed;
        }
        return new(type, parameters, quality);
    }

    /// <summary>
    /// The entries of an Accept header, best first: by quality, then what is named before what is a wildcard, then as
    /// they came.
    /// </summary>
    public static IReadOnlyList<MediaType> ParseAccept(string header)
    {
        List<MediaType> entries = [];
        foreach (
            string part in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            MediaType entry = Parse(part);
            if (entry.Quality > 0)
                entries.Add(entry);
        }
        return
        [
            .. entries.OrderByDescending(static entry => entry.Quality).ThenBy(static entry => entry.Wildness),
        ];
    }

    private int Wildness => Type == "*/*" ? 2 : Type.EndsWith("/*", StringComparison.Ordinal) ? 1 : 0;

    public bool Matches(string type) =>
        Type == type || Type == "*/*" || (Type.EndsWith("/*", StringComparison.Ordinal)
            && type.StartsWith(Type.AsSpan(0, Type.Length - 1), StringComparison.Ordinal));
}

/// <summary>Chooses what to answer with. Pure.</summary>
public static class Negotiation
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";

    private const int ChosenMax = 256;
    private static readonly ConcurrentDictionary<(string, bool, bool), Negotiated?> Chosen = new();

    private static readonly (string Type, Encoding Encoding)[] Types =
        [(Json, Encoding.Json), (Yaml, Encoding.Yaml), (Protobuf, Encoding.Protobuf)];

    /// <summary>What an error says is supported.</summary>
    public static IReadOnlyList<string> Supported(bool protobuf) =>
        protobuf ? [Json, Yaml, Protobuf] : [Json, Yaml];

    /// <summary>What an error says is supported for a watch.</summary>
    public static IReadOnlyList<string> SupportedStreams { get; } =
        [$"{Json};stream=watch", $"{Protobuf};stream=watch"];

    /// <summary>Null when nothing of the Accept header can be served.</summary>
    /// <param name="accept">The header; empty means JSON.</param>
    /// <param name="protobuf">Whether the kind has a protobuf form.</param>
    /// <param name="stream">A watch: YAML has no stream form.</param>
    public static Negotiated? Choose(string accept, bool protobuf, bool stream)
    {
        if (accept.Length == 0 || accept == Json)
            return Negotiated.Json;
        // Clients repeat the few headers that they know.
        if (Chosen.TryGetValue((accept, protobuf, stream), out Negotiated? known))
            return known;
        Negotiated? chosen = ChooseAnew(accept, protobuf, stream);
        if (Chosen.Count < ChosenMax)
            Chosen[(accept, protobuf, stream)] = chosen;
        return chosen;
    }

    private static Negotiated? ChooseAnew(string accept, bool protobuf, bool stream)
    {
        foreach (MediaType entry in MediaType.ParseAccept(accept))
        {
            foreach ((string type, Encoding encoding) in Types)
            {
                if (!entry.Matches(type) || (encoding == Encoding.Protobuf && !protobuf)
                    || (encoding == Encoding.Yaml && stream))
                    continue;
                if (ProjectionOf(entry) is not { } projection)
                    continue;
                if (projection.Projection == Projection.Table && encoding == Encoding.Protobuf)
                    continue;
                return new(encoding, projection.Projection, projection.Version);
            }
        }
        return null;
    }

    private static (Projection Projection, string Version)? ProjectionOf(MediaType entry)
    {
        string kind = entry["as"];
        if (kind.Length == 0)
            return (Projection.None, "");
        if (entry["g"] != "meta.k8s.io" || entry["v"] is not ("v1" or "v1beta1"))
            return null;
        return kind switch
        {
            "Table" => (Projection.Table, entry["v"]),
            "PartialObjectMetadata" or "PartialObjectMetadataList" => (Projection.PartialObjectMetadata, entry["v"]),
            _ => null,
        };
    }

    /// <summary>The encoding of a request body; null when it is not one of ours.</summary>
    public static Encoding? OfBody(string contentType, bool protobuf)
    {
        if (contentType.Length == 0 || contentType == Json)
            return Encoding.Json;
        return MediaType.Parse(contentType).Type switch
        {
            Json => Encoding.Json,
            Yaml or "application/x-yaml" or "text/yaml" => Encoding.Yaml,
            Protobuf when protobuf => Encoding.Protobuf,
            _ => null,
        };
    }
}
