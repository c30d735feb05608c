namespace Kubesharp.Api.Core;

/// <summary>A binding.</summary>
[ApiResource("v1", "Binding", "bindings",
    Verbs = ["create"])]
[Definition("io.k8s.api.core.v1.Binding")]
public sealed partial record Binding : ApiObject
{
    /// <summary>Target.</summary>
    [Field(2, "target", Always = true), Required] public ObjectReference Target { get; init; } = ObjectReference.Empty;
}
