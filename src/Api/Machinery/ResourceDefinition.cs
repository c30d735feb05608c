using System.Buffers;

namespace Kubesharp.Api;

/// <summary>Group and version: <c>apps/v1</c>, or <c>v1</c> with an empty group.</summary>
public readonly record struct GroupVersion(string Group, string Version)
{
    public static GroupVersion Parse(string apiVersion)
    {
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new("", apiVersion) : new(apiVersion[..slash], apiVersion[(slash + 1)..]);
    }

    public override string ToString() => Group.Length == 0 ? Version : $"{Group}/{Version}";
}

/// <summary>Names a collection: group, version and plural.</summary>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    /// <summary>As error texts and RBAC write it: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string GroupResource => Group.Length == 0 ? Resource : $"{Resource}.{Group}";
    public GroupVersion GroupVersion => new(Group, Version);
}

/// <summary>
/// All that is known about a resource. The generator makes one for each <see cref="ApiResourceAttribute"/>;
/// a custom resource is another instance with a tree codec.
/// </summary>
public sealed record ResourceDefinition
{
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public required string Plural { get; init; }
    public required bool Namespaced { get; init; }
    public required KindCodec Codec { get; init; }
    public string Singular => Kind.ToLowerInvariant();
    public string ListKind => Kind + "List";
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<string> Verbs { get; init; } = [];
    public IReadOnlyList<string> Subresources { get; init; } = [];
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
    public GroupVersionResource Key => new(Group, Version, Plural);
    public bool Has(string subresource) => Subresources.Contains(subresource);
}

/// <summary>Reads and writes one kind that carries apiVersion and kind. Stateless; safe from any thread.</summary>
public abstract class KindCodec
{
    public abstract Type Type { get; }
    public abstract Schema Schema { get; }
    /// <summary>Reads JSON. Throws <see cref="DecodeException"/> with the path and what was expected.</summary>
    public abstract object ReadJson(ReadOnlySpan<byte> utf8, DecodeReport? report = null);
    public abstract void WriteJson(object value, IBufferWriter<byte> output);
    /// <summary>Reads the protobuf message itself, without the <c>k8s\0</c> envelope.</summary>
    public abstract object ReadProto(ReadOnlySpan<byte> message);
    public abstract void WriteProto(object value, IBufferWriter<byte> output);
}

/// <summary>What a lenient read let pass; strict field validation turns it into an error, warn into headers.</summary>
public sealed class DecodeReport
{
    /// <summary>Paths such as <c>spec.template.spec.containers[0].imagee</c>, in order of appearance.</summary>
    public List<string> UnknownFields { get; } = [];
    public List<string> DuplicateFields { get; } = [];
    /// <summary>Keys that YAML says twice: <c>line 4: key "replicas" already set in map</c>.</summary>
    public List<string> DuplicateKeys { get; } = [];
    /// <summary>Unknown and duplicate fields as sentences, in order of appearance; keys of YAML first.</summary>
    public List<string> Findings { get; } = [];

    internal void AddUnknown(string path)
    {
        UnknownFields.Add(path);
        Findings.Add($"unknown field \"{path}\"");
    }

    internal void AddDuplicate(string path)
    {
        DuplicateFields.Add(path);
        Findings.Add($"duplicate field \"{path}\"");
    }

    internal void AddDuplicateKey(string path, string key, long line)
    {
        DuplicateFields.Add(path);
        DuplicateKeys.Add(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"line {line}: key \"{key}\" already set in map"));
        // One finding for all of them, as Go's reader has it.
        if (DuplicateKeys.Count > 1)
            Findings.RemoveAt(0);
        Findings.Insert(0, "yaml: unmarshal errors:\n  " + string.Join("\n  ", DuplicateKeys));
    }
}

/// <summary>The bytes are not a message of the expected kind. The text is fit for a user.</summary>
public sealed class DecodeException(string message) : Exception(message);
