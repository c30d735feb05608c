using Kubesharp.Api;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>A type that is not an object with fields.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Type">Its type on the wire; empty: any.</param>
/// <param name="Format">What further is known of the type.</param>
internal sealed record WellKnownType(string Text, string Type = "", string Format = "")
{
    /// <summary>What OpenAPI 3 says in place of the type: one of these.</summary>
    public IReadOnlyList<string> Either { get; init; } = [];
}

/// <summary>The types that documents mention by name, and those that are no records.</summary>
internal static class WellKnownTypes
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    public const string Status = Meta + "Status";
    public const string DeleteOptions = Meta + "DeleteOptions";
    public const string Patch = Meta + "Patch";
    public const string WatchEvent = Meta + "WatchEvent";
    public const string ApiVersions = Meta + "APIVersions";
    public const string ApiGroup = Meta + "APIGroup";
    public const string ApiGroupList = Meta + "APIGroupList";
    public const string ApiResourceList = Meta + "APIResourceList";
    public const string VersionInfo = "io.k8s.apimachinery.pkg.version.Info";

    /// <summary>
    /// Every group and version that clients may name in front of DeleteOptions and WatchEvent, served or not.
    /// </summary>
    public static IReadOnlyList<GroupVersion> EveryGroupVersion { get; } = [.. ((string[])
    [
        "v1", "admission.k8s.io/v1", "admission.k8s.io/v1beta1", "admissionregistration.k8s.io/v1",
        "admissionregistration.k8s.io/v1alpha1", "admissionregistration.k8s.io/v1beta1", "apiextensions.k8s.io/v1",
        "apiextensions.k8s.io/v1beta1", "apiregistration.k8s.io/v1", "apiregistration.k8s.io/v1beta1", "apps/v1",
        "apps/v1beta1", "apps/v1beta2", "authentication.k8s.io/v1", "authentication.k8s.io/v1alpha1",
        "authentication.k8s.io/v1beta1", "authorization.k8s.io/v1", "authorization.k8s.io/v1beta1", "autoscaling/v1",
        "autoscaling/v2", "batch/v1", "batch/v1beta1", "certificates.k8s.io/v1", "certificates.k8s.io/v1alpha1",
        "certificates.k8s.io/v1beta1", "coordination.k8s.io/v1", "coordination.k8s.io/v1alpha2",
        "coordination.k8s.io/v1beta1", "discovery.k8s.io/v1", "discovery.k8s.io/v1beta1", "events.k8s.io/v1",
        "events.k8s.io/v1beta1", "extensions/v1beta1", "flowcontrol.apiserver.k8s.io/v1",
        "flowcontrol.apiserver.k8s.io/v1beta1", "flowcontrol.apiserver.k8s.io/v1beta2",
        "flowcontrol.apiserver.k8s.io/v1beta3", "imagepolicy.k8s.io/v1alpha1", "internal.apiserver.k8s.io/v1alpha1",
        "networking.k8s.io/v1", "networking.k8s.io/v1beta1", "node.k8s.io/v1", "node.k8s.io/v1alpha1",
        "node.k8s.io/v1beta1", "policy/v1", "policy/v1beta1", "rbac.authorization.k8s.io/v1",
        "rbac.authorization.k8s.io/v1alpha1", "rbac.authorization.k8s.io/v1beta1", "resource.k8s.io/v1",
        "resource.k8s.io/v1alpha3", "resource.k8s.io/v1beta1", "resource.k8s.io/v1beta2", "scheduling.k8s.io/v1",
        "scheduling.k8s.io/v1alpha2", "scheduling.k8s.io/v1beta1", "storage.k8s.io/v1", "storage.k8s.io/v1alpha1",
        "storage.k8s.io/v1beta1", "storagemigration.k8s.io/v1beta1",
    ]).Select(GroupVersion.Parse)];

    private static readonly Schema PatchSchema = new(SchemaKind.Object, Patch)
    {
        Description = "A change in one of the patch formats; the content type says which.",
    };

    private static readonly Schema WatchEventSchema = new(SchemaKind.Object, WatchEvent, static () =>
    [
        new("type", 1, Schemas.String)
        {
            Description = "What happened. One of: ADDED, MODIFIED, DELETED, BOOKMARK, ERROR.",
            Required = true,
            HasZeroDefault = true,
        },
        new("object", 2, Schemas.RawExtension)
        {
            Description =
                "The object as it is now, or was last (DELETED); of a BOOKMARK only its resourceVersion; of an ERROR a Status.",
            Required = true,
        },
    ])
    {
        Description = "One event of a watch.",
    };

    private static readonly Schema VersionInfoSchema = new(SchemaKind.Object, VersionInfo, static () =>
    [
        Said("major", "Major version of the API that is served."),
        Said("minor", "Minor version of the API that is served."),
        Said("emulationMajor", "Major version that the server behaves as.", isRequired: false),
        Said("emulationMinor", "Minor version that the server behaves as.", isRequired: false),
        Said("minCompatibilityMajor", "Major version of the oldest server that fits beside this one.", false),
        Said("minCompatibilityMinor", "Minor version of the oldest server that fits beside this one.", false),
        Said("gitVersion", "The version as a semantic version with a v in front: v1.36.0."),
        Said("gitCommit", "The commit that the program was built from."),
        Said("gitTreeState", "Whether there were changes besides that commit. One of: clean, dirty."),
        Said("buildDate", "When the program was built, RFC 3339."),
        Said("goVersion", "The runtime that the program runs on."),
        Said("compiler", "The compiler that made the program."),
        Said("platform", "Operating system and processor: linux/amd64."),
    ])
    {
        Description = "Which version a server is.",
    };

    /// <summary>Both are registered in each group, so that a client of one group needs no other.</summary>
    public static bool IsInEveryGroup(string definition) => definition is DeleteOptions or WatchEvent;

    /// <summary>The type of a name that paths mention; null when a resource or a field leads to it.</summary>
    public static Schema? SchemaOf(string definition) => definition switch
    {
        Status => Schemas.Of<Status>(),
        DeleteOptions => Schemas.Of<DeleteOptions>(),
        ApiVersions => Schemas.Of<APIVersions>(),
        ApiGroup => Schemas.Of<APIGroup>(),
        ApiGroupList => Schemas.Of<APIGroupList>(),
        ApiResourceList => Schemas.Of<APIResourceList>(),
        Meta + "ListMeta" => Schemas.Of<ListMeta>(),
        "io.k8s.api.autoscaling.v1.Scale" => Schemas.Of<Scale>(),
        "io.k8s.api.core.v1.Binding" => Schemas.Of<Api.Core.Binding>(),
        "io.k8s.api.policy.v1.Eviction" => Schemas.Of<Api.Policy.Eviction>(),
        "io.k8s.api.authentication.v1.TokenRequest" => Schemas.Of<Api.Authentication.TokenRequest>(),
        Patch => PatchSchema,
        WatchEvent => WatchEventSchema,
        VersionInfo => VersionInfoSchema,
        _ => null,
    };

    public static WellKnownType Find(string definition) => definition[(definition.LastIndexOf('.') + 1)..] switch
    {
        "Time" => new("A point in time, RFC 3339 with seconds.", "string", "date-time"),
        "MicroTime" => new("A point in time, RFC 3339 with microseconds.", "string", "date-time"),
        "Duration" => new("A span of time in Go's form: 1m30s.", "string"),
        "Quantity" => new(
            "A number with a unit: decimal (100m, 5, 2k, 3M, 1e3) or binary (64Ki, 1Gi). Between -2^63 and 2^63, with at "
            + "most three places after the point; what is finer is rounded up. It is given back in its shortest form: "
            + "1000m as 1, 0.5Gi as 512Mi.",
            "string") { Either = ["string", "number"] },
        "IntOrString" => new(
            "A whole number of 32 bits or a text; where the field allows it, the text is a percentage (25%) or a name.",
            "string", "int-or-string") { Either = ["integer", "string"] },
        "FieldsV1" => new(
            "A set of fields as a tree: f:NAME is a field, k:{...} the element of a list with that key, v:VALUE an element "
            + "that is its own key, . the node itself.",
            "object"),
        "RawExtension" => new("An object of any kind, kept as it came.", "object"),
        "JSON" => new("Any JSON value."),
        "JSONSchemaPropsOrArray" => new("A schema, or a list of schemas: one for each place of an array."),
        "JSONSchemaPropsOrBool" => new("A schema, or true (anything goes) or false (nothing does)."),
        "JSONSchemaPropsOrStringArray" => new("A schema, or the names of properties that must be there as well."),
        _ => new("Any JSON value."),
    };

    private static SchemaField Said(string name, string text, bool isRequired = true) => new(name, 0, Schemas.String)
    {
        Description = text,
        Required = isRequired,
        HasZeroDefault = isRequired,
    };
}
