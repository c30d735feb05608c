using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Admission;

/// <summary>An admission request.</summary>
[Definition("io.k8s.api.admission.v1.AdmissionRequest")]
public sealed partial record AdmissionRequest
{
    /// <summary>The value with nothing set.</summary>
    public static AdmissionRequest Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true)] public string Uid { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(2, "kind", Always = true)] public MetaGroupVersionKind Kind { get; init; } = MetaGroupVersionKind.Empty;
    /// <summary>Resource.</summary>
    [Field(3, "resource", Always = true)]
    public MetaGroupVersionResource Resource { get; init; } = MetaGroupVersionResource.Empty;
    /// <summary>Sub resource.</summary>
    [Field(4, "subResource")] public string SubResource { get; init; } = "";
    /// <summary>Request kind.</summary>
    [Field(13, "requestKind")] public MetaGroupVersionKind? RequestKind { get; init; }
    /// <summary>Request resource.</summary>
    [Field(14, "requestResource")] public MetaGroupVersionResource? RequestResource { get; init; }
    /// <summary>Request sub resource.</summary>
    [Field(15, "requestSubResource")] public string RequestSubResource { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(5, "name")] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(6, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>Operation. One of: CREATE, UPDATE, DELETE, CONNECT.</summary>
    [Field(7, "operation", Always = true)] public string Operation { get; init; } = "";
    /// <summary>User info.</summary>
    [Field(8, "userInfo", Always = true)] public UserInfo UserInfo { get; init; } = UserInfo.Empty;
    /// <summary>Object.</summary>
    [Field(9, "object", Always = true)] public RawJson? Object { get; init; }
    /// <summary>Old object.</summary>
    [Field(10, "oldObject", Always = true)] public RawJson? OldObject { get; init; }
    /// <summary>Dry run.</summary>
    [Field(11, "dryRun")] public bool? DryRun { get; init; }
    /// <summary>Options.</summary>
    [Field(12, "options", Always = true)] public RawJson? Options { get; init; }
}
