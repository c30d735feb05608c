using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>What is to be done about a claim. One of these, never several.</summary>
internal abstract record ClaimStep
{
    private ClaimStep()
    {
    }

    /// <summary>Volume and claim are made each other's, or what is missing of it.</summary>
    public sealed record Bind(PersistentVolume Volume) : ClaimStep;

    /// <summary>Somebody outside has to make a volume.</summary>
    /// <param name="Provisioner">Its name, as its annotation on the claim says it.</param>
    public sealed record Provision(string Provisioner) : ClaimStep;

    /// <summary>The claim asked for no class when there was no default one; now there is.</summary>
    public sealed record AssignClass(string ClassName) : ClaimStep;

    /// <summary>Nothing to be had now: the claim is Pending, and an event says why.</summary>
    /// <param name="Reason">Empty: nothing is said.</param>
    public sealed record Wait(string Type = "Normal", string Reason = "", string Message = "") : ClaimStep;

    /// <summary>The claim had a volume and has lost it.</summary>
    public sealed record Lose(string Reason, string Message) : ClaimStep;
}
