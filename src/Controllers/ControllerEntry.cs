using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers;

/// <summary>What a controller is made from.</summary>
/// <param name="Client">Writes as the controller's own service account.</param>
/// <param name="Cache">Shared by all, read as <c>system:kube-controller-manager</c>.</param>
internal sealed record ControllerContext(
    ApiClient Client, Cache Cache, EventRecorder Events, TimeProvider Time, ControllerOptions Options,
    ControllerMetrics Metrics);

/// <summary>A line of the list of controllers.</summary>
/// <param name="Account">
/// The service account in kube-system; its ClusterRole is <c>system:controller:ACCOUNT</c>. Empty: it writes as
/// <c>system:kube-controller-manager</c> itself, as upstream's does.
/// </param>
/// <param name="Component">Who its events say they are from.</param>
internal sealed record ControllerEntry(
    ControllerSpec Spec, string Account, string Component, Func<ControllerContext, IReconciler> Create)
{
    /// <summary>
    /// The name by which <c>--controllers</c> chooses it. Defaults to the spec's; a controller with a second queue for
    /// another kind has two lines and one name.
    /// </summary>
    public string Name { get; init; } = Spec.Name;
}
