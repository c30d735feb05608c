namespace Kubesharp.Api.FlowControl;

/// <summary>A service account.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ServiceAccountSubject")]
public sealed partial record ServiceAccountSubject
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceAccountSubject Empty { get; } = new();

    /// <summary>Its namespace.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>Its name; * means all of the namespace.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
}
