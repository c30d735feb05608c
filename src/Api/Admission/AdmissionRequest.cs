using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Admission;

/// <summary>What the API server asks an admission webhook about one request.</summary>
[Definition("io.k8s.api.admission.v1.AdmissionRequest")]
public sealed partial record AdmissionRequest
{
    /// <summary>The value with nothing set.</summary>
    public static AdmissionRequest Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true)] public string Uid { get; init; } = "";
    /// <summary>
    /// The kind of the object, as the webhook asked for it; another version than the client's with matchPolicy
    /// Equivalent.
    /// </summary>
    [Field(2, "kind", Always = true)] public MetaGroupVersionKind Kind { get; init; } = MetaGroupVersionKind.Empty;
    /// <summary>The resource, as the webhook asked for it.</summary>
    [Field(3, "resource", Always = true)]
    public MetaGroupVersionResource Resource { get; init; } = MetaGroupVersionResource.Empty;
    /// <summary>The subresource, as the webhook asked for it; empty: none.</summary>
    [Field(4, "subResource")] public string SubResource { get; init; } = "";
    /// <summary>The kind as the client sent it.</summary>
    [Field(13, "requestKind")] public MetaGroupVersionKind? RequestKind { get; init; }
    /// <summary>The resource as the client sent it.</summary>
    [Field(14, "requestResource")] public MetaGroupVersionResource? RequestResource { get; init; }
    /// <summary>The subresource as the client sent it.</summary>
    [Field(15, "requestSubResource")] public string RequestSubResource { get; init; } = "";
    /// <summary>The object's name. Empty for a creation with generateName.</summary>
    [Field(5, "name")] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(6, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>What is to be done. One of: CREATE, UPDATE, DELETE, CONNECT.</summary>
    [Field(7, "operation", Always = true)] public string Operation { get; init; } = "";
    /// <summary>Who asks.</summary>
    [Field(8, "userInfo", Always = true)] public UserInfo UserInfo { get; init; } = UserInfo.Empty;
    /// <summary>The object as it would be. Absent for a deletion.</summary>
    [Field(9, "object", Always = true)] public RawJson? Object { get; init; }
    /// <summary>The object as it is. Absent for a creation.</summary>
    [Field(10, "oldObject", Always = true)] public RawJson? OldObject { get; init; }
    /// <summary>Nothing will be stored, so nothing may be done besides answering. Defaults to false.</summary>
    [Field(11, "dryRun")] public bool? DryRun { get; init; }
    /// <summary>The options of the operation: CreateOptions and the like.</summary>
    [Field(12, "options", Always = true)] public RawJson? Options { get; init; }
}
