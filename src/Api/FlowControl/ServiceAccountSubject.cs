namespace Kubesharp.Api.FlowControl;

/// <summary>A service account subject.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ServiceAccountSubject")]
public sealed partial record ServiceAccountSubject
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceAccountSubject Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
}
