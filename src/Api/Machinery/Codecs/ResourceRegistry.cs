using System.Collections.Frozen;

namespace Kubesharp.Api;

/// <summary>All built-in kinds. The generator fills it; it never changes.</summary>
public static partial class ResourceRegistry
{
    private static readonly string[] StoredVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    private static readonly Lazy<Index> index = new(static () => new Index());

    /// <summary>Every resource that a path serves, ordered by apiVersion and kind.</summary>
    public static IReadOnlyList<ResourceDefinition> All => index.Value.Stable;

    /// <summary>Beta and alpha versions, which are served only by a server that is told to.</summary>
    public static IReadOnlyList<ResourceDefinition> Optional => index.Value.Optional;

    /// <summary>Whether a version is one that a server serves only when told to: v1beta1, v2alpha3.</summary>
    public static bool IsOptional(string version) =>
        version.Contains("alpha", StringComparison.Ordinal) || version.Contains("beta", StringComparison.Ordinal);

    public static ResourceDefinition? Find(GroupVersionResource resource) =>
        index.Value.ByPath.GetValueOrDefault(resource);

    public static ResourceDefinition? FindKind(string apiVersion, string kind) =>
        index.Value.ByKind.GetValueOrDefault((apiVersion, kind));

    /// <summary>The resource that the record is the kind of. A record without one is a bug of the caller.</summary>
    public static ResourceDefinition Of<T>()
        where T : ApiObject =>
        index.Value.ByType.GetValueOrDefault(typeof(T))
        ?? throw new ArgumentException($"{typeof(T)} is not the kind of a resource");

    public static ResourceDefinition? Of(Type type) => index.Value.ByType.GetValueOrDefault(type);

    /// <summary>
    /// The codec of any built-in kind, with a resource or without. The options and Status of <c>v1</c> are found in
    /// every group and version, as clients send them.
    /// </summary>
    public static KindCodec? FindCodec(string apiVersion, string kind)
    {
        FrozenDictionary<(string ApiVersion, string Kind), KindCodec> codecs = index.Value.Codecs;
        if (codecs.TryGetValue((apiVersion, kind), out KindCodec? codec))
            return codec;
        return kind is "CreateOptions" or "DeleteOptions" or "GetOptions" or "ListOptions" or "PatchOptions"
            or "UpdateOptions" or "ApplyOptions" or "Status"
            ? codecs.GetValueOrDefault(("v1", kind))
            : null;
    }

    /// <summary>The apiVersion and kind of everything that has a codec.</summary>
    public static IEnumerable<(string ApiVersion, string Kind)> Kinds => index.Value.Codecs.Keys;

    private static partial ResourceDefinition[] BuildResources();

    private static partial KindEntry[] BuildKinds();

    private static ResourceDefinition Resource(
        string apiVersion, string kind, string plural, bool isNamespaced, KindCodec codec,
        string[] shortNames, string[] categories, string[] verbs, string[] subresources)
    {
        GroupVersion groupVersion = GroupVersion.Parse(apiVersion);
        return new ResourceDefinition
        {
            Group = groupVersion.Group,
            Version = groupVersion.Version,
            Kind = kind,
            Plural = plural,
            Namespaced = isNamespaced,
            Codec = codec,
            ShortNames = shortNames,
            Categories = categories,
            Verbs = verbs,
            Subresources = subresources,
        };
    }

    private readonly record struct KindEntry(string ApiVersion, string Kind, KindCodec Codec);

    private sealed class Index
    {
        public Index()
        {
            ResourceDefinition[] resources = BuildResources();
            Stable = [.. resources.Where(static resource => !IsOptional(resource.Version))];
            Optional = [.. resources.Where(static resource => IsOptional(resource.Version))];
            ByPath = resources.ToFrozenDictionary(static resource => resource.Key);
            ByKind = resources.ToFrozenDictionary(static resource => (resource.ApiVersion, resource.Kind));
            ByType = resources.ToFrozenDictionary(static resource => resource.Codec.Type);
            Codecs = resources
                .Select(static resource => new KindEntry(resource.ApiVersion, resource.Kind, resource.Codec))
                .Concat(BuildKinds())
                .ToFrozenDictionary(static entry => (entry.ApiVersion, entry.Kind), static entry => entry.Codec);
        }

        public ResourceDefinition[] Stable { get; }
        public ResourceDefinition[] Optional { get; }
        public FrozenDictionary<GroupVersionResource, ResourceDefinition> ByPath { get; }
        public FrozenDictionary<(string ApiVersion, string Kind), ResourceDefinition> ByKind { get; }
        public FrozenDictionary<Type, ResourceDefinition> ByType { get; }
        public FrozenDictionary<(string ApiVersion, string Kind), KindCodec> Codecs { get; }
    }
}
