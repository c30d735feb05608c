using System.Runtime.CompilerServices;
using Cel;
using Google.Protobuf.Reflection;
using Kubesharp.Api;
using Kubesharp.Api.Resource;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>
/// Asks CEL selectors about devices (KEP-4381): <c>device.driver</c>, <c>device.attributes["domain"].name</c>,
/// <c>device.capacity["domain"].name</c>, with <c>quantity()</c> and <c>semver()</c>. What the library does not know
/// (<c>cel.bind</c>, optional values) is refused by name.
/// </summary>
/// <remarks>
/// Owned by the scheduling loop. An answer depends on the device and the text only, so it is remembered as long as the
/// device's object is there.
/// </remarks>
internal sealed class DeviceSelectors
{
    // The least that is needed in real clusters is a handful; beyond this, all are compiled anew.
    private const int ExpressionsMax = 1024;

    private static readonly Dictionary<string, object?> Nothing = new(StringComparer.Ordinal);

    private readonly CelEnvironment environment = new(Array.Empty<FileDescriptor>(), "");
    private readonly Dictionary<string, Compiled> expressions = new(StringComparer.Ordinal);

    public DeviceSelectors()
    {
        environment.RegisterFunction("quantity", [typeof(string)], static args => Quantity.Parse((string)args[0]!));
        Register<Quantity>(static (left, right) => left.CompareTo(right));
        environment.RegisterFunction(
            "semver", [typeof(string)], static args => SemanticVersion.Parse((string)args[0]!));
        Register<SemanticVersion>(static (left, right) => left.CompareTo(right));
    }

    /// <summary>Whether the device passes; an error says which expression cannot be asked, and why.</summary>
    public (bool Passes, string? Error) Ask(DeviceSelector selector, string driver, Device device)
    {
        if (selector.Cel is not { } cel)
            return (false, "a selector without a CEL expression");
        Compiled compiled = Compile(cel.Expression);
        if (compiled.Program is null)
            return (false, compiled.Error);
        if (compiled.Answers.TryGetValue(device, out Answer? known))
            return (known.Passes, known.Error);
        Answer answer = Evaluate(compiled.Program, cel.Expression, driver, device);
        compiled.Answers.Add(device, answer);
        return (answer.Passes, answer.Error);
    }

    private void Register<T>(Func<T, T, int> compare)
    {
        Type[] two = [typeof(T), typeof(T)];
        environment.RegisterFunction(
            "compareTo", two, args => (long)compare((T)args[0]!, (T)args[1]!));
        environment.RegisterFunction("isGreaterThan", two, args => compare((T)args[0]!, (T)args[1]!) > 0);
        environment.RegisterFunction("isLessThan", two, args => compare((T)args[0]!, (T)args[1]!) < 0);
    }

    private Compiled Compile(string expression)
    {
        if (expressions.TryGetValue(expression, out Compiled? known))
            return known;
        if (expressions.Count >= ExpressionsMax)
            expressions.Clear();
        Compiled compiled;
        try
        {
            CelProgramDelegate program = environment.Compile(expression);
            compiled = new(variables => program(variables), null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library says what it does not like by exceptions of many kinds.
            compiled = new(null, $"CEL selector \"{expression}\" cannot be compiled: {exception.Message}");
        }
        expressions[expression] = compiled;
        return compiled;
    }

    private static Answer Evaluate(
        Func<Dictionary<string, object?>, object?> program, string expression, string driver, Device device)
    {
        try
        {
            object? result = program(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["device"] = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["driver"] = driver,
                    ["allowMultipleAllocations"] = device.AllowMultipleAllocations == true,
                    ["attributes"] = ByDomain(driver, device.Attributes, Value),
                    ["capacity"] = ByDomain(driver, device.Capacity, static capacity => capacity.Value),
                },
            });
            return result is bool passes
                ? new(passes, null) : new(false, $"CEL selector \"{expression}\" is not a condition");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(false, $"CEL selector \"{expression}\" failed: {exception.Message}");
        }
    }

    // A name without a domain is of the driver's own.
    private static Dictionary<string, object?> ByDomain<T>(
        string driver, IReadOnlyDictionary<string, T> values, Func<T, object?> read)
    {
        Dictionary<string, object?> domains = new(StringComparer.Ordinal) { [driver] = Nothing };
        foreach ((string name, T value) in values)
        {
            int slash = name.IndexOf('/', StringComparison.Ordinal);
            string domain = slash < 0 ? driver : name[..slash];
            if (!domains.TryGetValue(domain, out object? known) || ReferenceEquals(known, Nothing))
                domains[domain] = known = new Dictionary<string, object?>(StringComparer.Ordinal);
            ((Dictionary<string, object?>)known!)[name[(slash + 1)..]] = read(value);
        }
        return domains;
    }

    private static object? Value(DeviceAttribute attribute) =>
        attribute.Int is { } number ? number
        : attribute.Bool is { } flag ? flag
        : attribute.String is { } text ? text
        : attribute.Version is { } version ? SemanticVersion.Parse(version)
        : null;

    private sealed record Answer(bool Passes, string? Error);

    private sealed record Compiled(Func<Dictionary<string, object?>, object?>? Program, string? Error)
    {
        public ConditionalWeakTable<Device, Answer> Answers { get; } = [];
    }
}
