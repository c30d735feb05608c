namespace Kubesharp.Api.Core;

/// <summary>Puts a Pod on a node; the scheduler's answer.</summary>
[ApiResource("v1", "Binding", "bindings",
    Verbs = ["create"])]
[Definition("io.k8s.api.core.v1.Binding")]
public sealed partial record Binding : ApiObject
{
    /// <summary>The node.</summary>
    [Field(2, "target", Always = true), Required] public ObjectReference Target { get; init; } = ObjectReference.Empty;
}
