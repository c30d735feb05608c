namespace Kubesharp.Api.ApiExtensions;

/// <summary>The subresource status: status is written through it alone, and everything else without it.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus")]
public sealed partial record CustomResourceSubresourceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresourceStatus Empty { get; } = new();
}
