using System.Xml.Linq;
using Xunit;

namespace Kubesharp.Tests.Tidy;

public sealed class ProjectArrowTests
{
    /// <summary>The only projects that a project may refer to. docs/ARCHITECTURE.md draws the same picture.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Api"] = [],
        ["Store"] = [],
        ["Linux"] = [],
        ["Client"] = ["Api"],
        ["ApiServer"] = ["Api", "Store"],
        ["Controllers"] = ["Api", "Client"],
        ["Scheduler"] = ["Api", "Client"],
        ["Node"] = ["Api", "Client", "Linux"],
        ["Network"] = ["Api", "Client", "Linux"],
        ["Simulation"] = ["Api", "Client"],
        ["Kubesharp"] = ["Api", "Store", "Linux", "Client", "ApiServer", "Controllers", "Scheduler", "Node", "Network",
            "Simulation"],
    };

    public static TheoryData<string> Projects =>
        [.. WorkingCopy.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory, MemberData(nameof(Projects))]
    public void AProjectRefersOnlyToItsRooms(string project)
    {
        Assert.True(Arrows.ContainsKey(project), $"src/{project} has no row in the table of arrows.");
        XDocument file = XDocument.Load(Path.Combine(WorkingCopy.Root, "src", project, project + ".csproj"));
        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(reference => (string)reference.Attribute("Include")!)
            .Where(path => !path.Contains("/eng/", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(references.Except(Arrows[project]));
    }

    [Fact]
    public void OnlyLinuxAllowsUnsafeCode()
    {
        IEnumerable<string> projects = WorkingCopy.Files("src", ".csproj")
            .Where(path => WorkingCopy.Lines(path).Any(line => line.Contains("AllowUnsafeBlocks>true")));
        Assert.Equal(["src/Linux/Linux.csproj"], projects);
    }

    [Fact]
    public void PackageVersionsStandInOnePlaceAndAreExact()
    {
        IEnumerable<string> elsewhere = WorkingCopy.Files(".", ".csproj").Where(path =>
            XDocument.Load(Path.Combine(WorkingCopy.Root, path)).Descendants("PackageReference")
                .Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(elsewhere);
        IEnumerable<string> versions = XDocument.Load(Path.Combine(WorkingCopy.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(version => (string)version.Attribute("Version")!);
        Assert.DoesNotContain(versions, version => version.Any(character => character is '*' or '[' or '('));
    }
}
