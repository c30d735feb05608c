namespace Kubesharp.Api.Core;

/// <summary>An identity for what runs in Pods.</summary>
[ApiResource("v1", "ServiceAccount", "serviceaccounts", ShortNames = ["sa"],
    Subresources = ["token"])]
[Definition("io.k8s.api.core.v1.ServiceAccount")]
public sealed partial record ServiceAccount : ApiObject
{
    /// <summary>Secrets. A list keyed by name.</summary>
    [Field(2, "secrets"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ObjectReference> Secrets { get; init; } = [];
    /// <summary>Image pull secrets.</summary>
    [Field(3, "imagePullSecrets"), Atomic]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];
    /// <summary>Automount service account token.</summary>
    [Field(4, "automountServiceAccountToken")] public bool? AutomountServiceAccountToken { get; init; }
}
