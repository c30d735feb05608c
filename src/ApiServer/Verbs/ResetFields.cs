using Kubesharp.Api;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>
/// What a way of writing puts back to what it was, so that nobody comes to own it by trying: upstream's reset fields of
/// each kind and subresource. Pure.
/// </summary>
internal static class ResetFields
{
    private static readonly string[] Status = ["status"];
    private static readonly string[] Spec = ["spec"];
    private static readonly string[] SpecAndStatus = ["spec", "status"];
    private static readonly string[] SpecAndLabels = ["spec", "metadata.labels"];
    private static readonly string[] OfPodStatus =
        ["spec", "metadata.deletionTimestamp", "metadata.ownerReferences"];
    private static readonly string[] SpecAndMetadata = ["spec", "metadata"];
    private static readonly string[] EphemeralContainers = ["spec.ephemeralContainers"];
    private static readonly string[] Resources =
    [
        "spec.containers.*.resources", "spec.containers.*.resizePolicy", "spec.initContainers.*.resources",
        "spec.initContainers.*.resizePolicy", "spec.resources",
    ];

    /// <summary>The fields, with dots between their names.</summary>
    public static IReadOnlyList<string> Of(ResourceDefinition definition, string subresource)
    {
        bool isRequest = definition is { Group: "certificates.k8s.io", Plural: "certificatesigningrequests" };
        return subresource switch
        {
            // The spec of a request is what was asked for: it never changes.
            "" when isRequest => SpecAndStatus,
            "" => definition.Has("status") ? Status : [],
            "status" => OfStatus(definition),
            "approval" => Spec,
            "finalize" => Status,
            _ => [],
        };
    }

    /// <summary>The only fields that the subresource changes; empty: all.</summary>
    public static IReadOnlyList<string> Only(string subresource) => subresource switch
    {
        "ephemeralcontainers" => EphemeralContainers,
        "resize" => Resources,
        _ => [],
    };

    private static string[] OfStatus(ResourceDefinition definition) => (definition.Group, definition.Plural) switch
    {
        ("", "pods") => OfPodStatus,
        ("apps", "deployments") => SpecAndLabels,
        ("apiextensions.k8s.io", "customresourcedefinitions") => SpecAndMetadata,
        _ => Spec,
    };
}
