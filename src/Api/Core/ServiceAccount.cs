namespace Kubesharp.Api.Core;

/// <summary>An identity for what runs in Pods.</summary>
[ApiResource("v1", "ServiceAccount", "serviceaccounts", ShortNames = ["sa"],
    Subresources = ["token"])]
[Definition("io.k8s.api.core.v1.ServiceAccount")]
public sealed partial record ServiceAccount : ApiObject
{
    /// <summary>
    /// Secrets that its Pods may use, where the annotation kubernetes.io/enforce-mountable-secrets says so. Deprecated;
    /// not a list of tokens.
    /// </summary>
    [Field(2, "secrets"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ObjectReference> Secrets { get; init; } = [];
    /// <summary>Secrets with the credentials of registries, for Pods that name none.</summary>
    [Field(3, "imagePullSecrets"), Atomic]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];
    /// <summary>Whether its Pods get its token as a file; a Pod may say otherwise. Defaults to true.</summary>
    [Field(4, "automountServiceAccountToken")] public bool? AutomountServiceAccountToken { get; init; }
}
